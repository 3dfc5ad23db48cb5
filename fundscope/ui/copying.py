"""The words of the button that copies a text: Streamlit's own speak English on a Chinese page."""

from __future__ import annotations

import json

from fundscope.model import Language
from fundscope.words import text

# Streamlit offers no other way to name its button: what it shows and what screen readers hear is put in the
# place of its words, as soon as it shows them.
_SCRIPT = """
<script>
(() => {
  const said = %s;
  const tell = () => {
    for (const button of document.querySelectorAll("[data-testid='stCode'] button[aria-label]"))
      if (button.ariaLabel !== said[button.ariaLabel]) button.ariaLabel = said[button.ariaLabel] ?? said.copy;
    for (const tip of document.querySelectorAll("[data-testid='stTooltipContent'] p"))
      if (said[tip.textContent] && tip.textContent !== said[tip.textContent])
        tip.textContent = said[tip.textContent];
  };
  window.fundscopeCopy?.disconnect();
  window.fundscopeCopy = new MutationObserver(tell);
  window.fundscopeCopy.observe(document.body, {childList: true, subtree: true});
  tell();
})();
</script>
"""


def copy_words(lang: Language) -> str:
    """HTML that has every copy button of the page speak a language; it stands where there is one."""
    copy, copied = text("copy.button", lang), text("copy.done", lang)
    return _SCRIPT % json.dumps(
        {"copy": copy, "Copy to clipboard": copy, "Copied": copied, copy: copy, copied: copied}
    )
