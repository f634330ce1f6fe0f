from tests import databases

from . import made

family = databases.loaded_once(made.family)
