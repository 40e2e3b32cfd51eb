"""The language of pages whose texts come from scripts."""

from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page
from django.views.decorators.vary import vary_on_cookie
from django.views.i18n import JavaScriptCatalog


@method_decorator(
    [conditional_page, cache_control(private=True, no_cache=True), vary_on_cookie], name="dispatch"
)
class ScriptTexts(JavaScriptCatalog):
    """The texts of the site's own scripts, in the language that the reader chose or the browser asks for.

    One address for all languages: a browser keeps the answer and asks each time whether it still holds, which a 304
    affirms. A page thus never shows the language, or the wording, of before.
    """

    # What Django collects from the apps; it adds LOCALE_PATHS itself. Without a name here it would send the
    # administration's texts as well.
    packages = ["monitoring"]
