"""How many years of school a text requires (Flesch-Kincaid), and its longest sentences.

Left out: names of diseases, medicines and the like, which nobody can choose.
"""

import re

import pyphen

import vocabulary

HIGHEST = 8
LONGEST_SENTENCE = 25  # words
LONG_WITHOUT_END = 8  # so many words are a sentence, also without a full stop

NAMES = (
    *vocabulary.names_to_type(),
    *("myositis", "ClinicalTrials.gov", "U.S. National Library of Medicine", "GeoNames"),
)
_NAMES = re.compile(
    "|".join(rf"\b{re.escape(name)}" for name in sorted(NAMES, key=len)[::-1]), re.I
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
# Before a number it is an abbreviation: "Nov. 20".
_SENTENCE_END = re.compile(r"(?<=[.!?])[”’)]*\s+(?!\d)")
_ENDS = re.compile(r"[.!?:;…][”’)]*$")
_SILENT_E = re.compile("([^aeiouyl]e|[aeiouy]le|[^aeiouylszxcg]es|([^aeiouytdl]|[aeiouylr]l)ed)$")
_NO_WORD = "\0"
_BREAKS = pyphen.Pyphen(lang="en_US")


def sentences(blocks):
    """The sentences of some paragraphs, as lists of words. Labels of a few words are none."""
    for block in blocks:
        for _text, words in spoken(block):
            yield words


def spoken(block):
    """The same for one paragraph, each as (what is there, its words without names)."""
    block = " ".join(block.split())
    # As long as it was, so that a part of it is the same part of the text.
    bare = _NAMES.sub(lambda name: _NO_WORD * len(name[0]), block)
    start = 0
    for end in [*_SENTENCE_END.finditer(bare), None]:
        text = bare[start : end.start() if end else len(bare)]
        found = _WORD.findall(text)
        if found and (_ENDS.search(text.rstrip(f" {_NO_WORD}")) or len(found) >= LONG_WITHOUT_END):
            yield block[start : start + len(text)], found
        start = end.end() if end else start


def syllables(word):
    """pyphen knows where a word may be hyphenated, which gives too few syllables: one for "open"
    and "area".

    Groups of vowels find those; if they give too few ("trial"), pyphen is right. For a hundred of
    our words, the larger number is wrong by 1 % in total, pyphen alone by 17 %, which is two grades
    too low.
    """
    word = word.lower()
    groups = len(re.findall("[aeiouy]+", word))
    groups -= bool(_SILENT_E.search(word))
    return max(1, groups, len(_BREAKS.positions(word)) + 1)


def grade(sentences) -> float:
    """Years of school, by Kincaid's formula of 1975; of at least one sentence."""
    spoken = [word for sentence in sentences for word in sentence]
    per_word = sum(map(syllables, spoken)) / len(spoken)
    return 0.39 * len(spoken) / len(sentences) + 11.8 * per_word - 15.59
