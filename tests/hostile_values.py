"""Values that a client may send by mistake or on purpose: wrong types, edges of numbers, texts that break things."""

from hypothesis import strategies as st

from tests.factories import MONITOR_ID

any_number = st.one_of(
    st.integers(),
    st.integers(min_value=-(2**70), max_value=2**70),
    st.floats(),
    st.sampled_from(
        [0, 45, 45.0, 2**31 - 1, 2**31, -(2**31) - 1, 2**63, 2**64, -1, -0.0, 1e308, 5e-324],
    ),
)
any_text = st.one_of(
    st.text(max_size=20),
    st.text(alphabet=st.characters(exclude_categories=[]), max_size=5),
    st.sampled_from(["", "45", "true", MONITOR_ID, "2025-01-15", "a\x00", "\ud800", "aGVsbG8="]),
    # Each limit of a text, and one more; emoji of several code points, direction overrides, combining marks.
    st.sampled_from(
        ["x" * 255, "x" * 256, "x" * 500, "x" * 501, "🏃🏽\u200d♀️" * 50, "\u202egnp.exe", "e\u0301" * 100]
    ),
    st.sampled_from(["\r\nSet-Cookie: a=b", "<script>alert(1)</script>", "' OR 1=1 --", "%s%n", "{{7*7}}"]),
)
any_scalar = st.one_of(st.none(), st.booleans(), any_number, any_text)
any_json = st.recursive(
    any_scalar,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(any_text, inner, max_size=4),
    max_leaves=12,
)
