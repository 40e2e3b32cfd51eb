"""The tables of who comes in without a password."""

from django.conf import settings
from django.db import models


class ScriptToken(models.Model):
    """A secret that opens the Monitor script's addresses, and no other, in the name of its user.

    The secret itself is nowhere: `token_sha256` is the hexadecimal SHA-256 of it, by which it is looked up. That this
    is a fast hash is no weakness, since nobody guesses 256 random bits.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="script_tokens")
    name = models.CharField(max_length=100)
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.pk})"
