"""What is to be made into a file, for every format alike."""

from __future__ import annotations

from dataclasses import dataclass

from fundscope.export.fonts import Fonts, fonts_of
from fundscope.export.passport import Passport
from fundscope.export.sheet import Sheet, Words, compose
from fundscope.export.size import Size
from fundscope.export.style import Ground, HouseStyle
from fundscope.figures import Context, MadeFigure
from fundscope.model import Language


@dataclass(frozen=True)
class Order:
    """What is to be made: the figure, its words, its passport, and how it is to look."""

    made: MadeFigure
    context: Context
    words: Words
    passport: Passport
    size: Size
    theme: Ground
    style: HouseStyle
    scale: float

    @property
    def lang(self) -> Language:
        return self.made.view.lang

    @property
    def fonts(self) -> Fonts:
        return fonts_of(self.style, self.lang)

    def sheet(self) -> Sheet:
        return compose(self.made, self.words, self.size, self.theme, self.style)
