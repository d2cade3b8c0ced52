"""What a site is made of: frozen values, each knowing its place in the source."""

from .data import Data, Key
from .drawing import UNSAFE_DRAWING
from .items import Block, Comment, Definition, Edit, Heading, Image, Link, Position, Problem, Tag, Variable
from .page import Outline, Page
from .records import HouseValue, NavEntry, Role, Source, Term, Wording
from .settings import PageType, Settings
from .site import Pages, Site, Target

__all__ = [
    "UNSAFE_DRAWING",
    "Block",
    "Comment",
    "Data",
    "Definition",
    "Edit",
    "Heading",
    "HouseValue",
    "Image",
    "Key",
    "Link",
    "NavEntry",
    "Outline",
    "Page",
    "PageType",
    "Pages",
    "Position",
    "Problem",
    "Role",
    "Settings",
    "Site",
    "Source",
    "Tag",
    "Target",
    "Term",
    "Variable",
    "Wording",
]
