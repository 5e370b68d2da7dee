"""The names of elements that browsers know: any other tag is text in angle brackets."""


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


HTML = _names(
    "a abbr acronym address area article aside audio b base bdi bdo big blockquote "
    "body br button canvas caption center cite code col colgroup data datalist dd "
    "del details dfn dialog div dl dt em embed fieldset figcaption figure font "
    "footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input "
    "ins kbd label legend li link main map mark menu meta meter nav nobr noscript "
    "object ol optgroup option output p param picture pre progress q rp rt ruby s "
    "samp script search section select slot small source span strike strong style "
    "sub summary sup svg table tbody td template textarea tfoot th thead time title "
    "tr track tt u ul var video wbr math"
)
SVG = _names(
    "animate animatemotion animatetransform circle clippath defs desc ellipse "
    "filter g foreignobject image line lineargradient marker mask metadata path "
    "pattern polygon polyline radialgradient rect stop switch symbol text textpath "
    "tspan use view feblend fecolormatrix fecomposite feflood fegaussianblur "
    "femerge femergenode feoffset feturbulence fedropshadow set"
)
MATHML = _names(
    "annotation annotation-xml maction menclose merror mfenced mfrac mi "
    "mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace "
    "msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none "
    "semantics"
)
DRAWN = SVG | MATHML
INLINE = _names(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark q s samp "
    "small span strike strong sub sup tt u var"
)
NOWHERE = _names("html head body")  # in a text


def is_known(name: str, *, drawn: bool = False) -> bool:
    """Whether browsers know the element, or may be taught it: those have a hyphen.

    Args:
        name: of the element.
        drawn: whether it may be in a drawing or a formula.
    """
    name = name.lower()
    return name in HTML or "-" in name or (drawn and name in DRAWN)
