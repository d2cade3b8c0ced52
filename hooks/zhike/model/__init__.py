"""What a site is made of: frozen values, each knowing its place in the source."""

from .data import Data, Key
from .drawing import UNSAFE_DRAWING
from .items import Block, Comment, Definition, Edit, Heading, Image, Link, Position, Problem, Tag, Variable
from .navigator import Advice, Answer, Clock, Lead, Navigator, Question, Situation, Stage
from .page import Outline, Page
from .records import Asks, Change, HouseValue, NavEntry, NearWords, Role, Source, Term, Wording
from .settings import PageType, Settings
from .site import Pages, Site, Target

__all__ = [
    "UNSAFE_DRAWING",
    "Advice",
    "Answer",
    "Asks",
    "Block",
    "Change",
    "Clock",
    "Comment",
    "Data",
    "Definition",
    "Edit",
    "Heading",
    "HouseValue",
    "Image",
    "Key",
    "Lead",
    "Link",
    "NavEntry",
    "Navigator",
    "NearWords",
    "Outline",
    "Page",
    "PageType",
    "Pages",
    "Position",
    "Problem",
    "Question",
    "Role",
    "Settings",
    "Site",
    "Situation",
    "Source",
    "Stage",
    "Tag",
    "Target",
    "Term",
    "Variable",
    "Wording",
]
