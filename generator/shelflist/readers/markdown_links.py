"""What a link of a list leads to, told by its words or by its address."""

from __future__ import annotations

import re
from functools import lru_cache

_PAPER_HOSTS = re.compile(
    r"^https?://(?:[\w-]+\.)*(?:"
    r"arxiv\.org/|ar5iv\.|alphaxiv\.org/|doi\.org/|aclweb\.org/anthology|aclanthology\.(?:org"
    r"|info|coli)"
    r"|openreview\.net/|papers\.(?:nips|neurips)\.cc|proceedings\.(?:neurips\.cc|mlr\.press)"
    r"|nips\.cc/paper"
    r"|jmlr\.org/|dl\.acm\.org/|ieeexplore\.ieee\.org/|computer\.org/csdl|link\.springer\.com/"
    r"|sciencedirect\.com/science|nature\.com/articles|science\.org/doi|pnas\.org/|cell\.com/"
    r"|openaccess\.thecvf\.com/|cv-foundation\.org/|ecva\.net/|semanticscholar\.org/|biorxiv\.org/"
    r"|medrxiv\.org/|chemrxiv\.org/|ncbi\.nlm\.nih\.gov/|pubmed\.|europepmc\.org/|hal\.(?:science"
    r"|inria)"
    r"|archives-ouvertes\.fr/|ssrn\.com/|usenix\.org/(?:conference|system)|isca-speech\.org/"
    r"|(?:ojs|www)\.aaai\.org/|aaai\.org/ojs|ijcai\.org/|eprint\.iacr\.org/"
    r"|onlinelibrary\.wiley\.com/"
    r"|tandfonline\.com/doi|journals\.\w+\.\w+/|mdpi\.com/|frontiersin\.org/articles"
    r"|journals\.plos\.org/"
    r"|academic\.oup\.com/|jstor\.org/|huggingface\.co/papers|paperswithcode\.com/paper/"
    r"|research\.google(?:\.com)?/pubs|vldb\.org/|ceur-ws\.org/|kdd\.org/|dblp\.(?:org|uni-trier)"
    r"|lrec-conf\.org/|transacl\.org/|direct\.mit\.edu/|psyarxiv\.com/|osf\.io/preprints"
    r"|authors\.library"
    r"|citeseerx?\.|iclr\.cc/|icml\.cc/|roboticsproceedings\.org/|bmvc\w*\.|bmva\.org"
    r"|jamanetwork\.com/"
    r"|royalsocietypublishing\.org/|iopscience\.iop\.org/|aip\.scitation|journals\.aps\.org/"
    r"|scitation\.org/|pubs\.(?:acs|rsc|aip)|dspace|drops\.dagstuhl\.de|epubs\.siam\.org/"
    r"|journals\.sagepub\.com/|emerald\.com/|bmj\.com/|biomedcentral\.com/(?!collections)|distill\.pub/\d{4}|cds(?:web)?\.cern\.ch/record"
    r"|inspirehep\.net/(?:record|literature)|elifesciences\.org/"
    r"|thelancet\.com/|nejm\.org/|preprints\.org/|techrxiv\.org/|researchsquare\.com/"
    r"|zenodo\.org/record"
    r")",
    re.IGNORECASE,
)
_PAPER_FILE = re.compile(r"^https?://[^?#]+\.(?:pdf|ps|ps\.gz)(?:[?#].*)?$", re.IGNORECASE)
_OWN_FILE = re.compile(r"^(?!\w+:)[^?#:]+\.(?:pdf|ps|ps\.gz)$", re.IGNORECASE)
"""`papers/raft.pdf`: a paper that lies beside the list."""
_FRONT_PAGE = re.compile(r"^https?://[^/?#]+/?(?:index\.\w+)?(?:#.*)?$", re.IGNORECASE)
_HAS_DOI = re.compile(r"^https?://[^\s?#]+/10\.\d{4,9}/\w")
_NO_PAPER_HOSTS = re.compile(
    r"^https?://(?:[\w-]+\.)*(?:github\.com|github\.io|gitlab\.com|bitbucket\.org|gist\."
    r"|youtu\.be|youtube\.com"
    r"|vimeo\.com|bilibili\.com|twitter\.com|x\.com|zhihu\.com|medium\.com|towardsdatascience\.com"
    r"|reddit\.com|linkedin\.com|facebook\.com|wikipedia\.org|coursera\.org|udemy\.com"
    r"|udacity\.com"
    r"|edx\.org|amazon\.\w+|slideshare\.net|kaggle\.com|colab\.research|pypi\.org|npmjs\.com"
    r"|discord"
    r"|substack\.com|techcrunch\.com|nytimes\.com|scholar\.google|t\.me|weixin|sites\.google)",
    re.IGNORECASE,
)
_SURE_PAPER = re.compile(
    r"arxiv\.org/(?:abs|pdf|html)/|doi\.org/10\.|huggingface\.co/papers/", re.I
)
_RELS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (rel, re.compile(rf"(?:{words})(?: ?[\d.]+)?", re.IGNORECASE))
    for rel, words in (
        (
            "paper",
            r"(?:the |full |original |official |arxiv |conference |journal |pdf |html )?"
            r"(?:papers?|pdf|arxiv|ar ?xiv(?: version)?|abs(?:tract)?|doi|links?|url|html|ps"
            r"|preprint"
            r"|openreview|acl(?: anthology)?|acm(?: dl)?|ieee(?: ?xplore)?|springer(?:link)?"
            r"|nature"
            r"|elsevier|science ?direct|cvf|neurips|nips|pmlr|jmlr|biorxiv|medrxiv|pubmed"
            r"|publication"
            r"|article|manuscript|full ?text|论文|原文|paper link|pdf link|here|download|read)"
            r"|(?!papers? ?with ?codes?)(?:papers?|pdf)(?:[- ][\w'’]{1,12}){1,2}"
            r"|(?:journal|conference|workshop|proceedings|extended|full|long|short|preprint|published"
            r"|camera[- ]ready|arxiv|icml|neurips|nips|iclr|cvpr|iccv|eccv|acl|emnlp|naacl|aaai"
            r"|ijcai|kdd|ieee|acm)(?: ['’]?\d{2,4})? versions?"
            r"|(?:全部|论文|原文|下载)(?:链接|地址|下载)"
            r"|[\w'’-]{1,12}(?: ['’]?\d{2,4})? (?:papers?|pdf)"
            r"|(?:arxiv[: ]*)?\d{4}\.\d{4,5}(?:v\d+)?|arxiv[: ]\S+|10\.\d{4,9}/\S+",
        ),
        (
            "code",
            r"(?:the |official |unofficial |author'?s? |third[- ]party |source |pytorch "
            r"|tensorflow |tf |jax |keras )?"
            r"(?:codes?(?: ?(?:&|and|/|\+) ?(?:models?|data|weights))?|git ?hub|git"
            r"|repo(?:sitory)?|gitlab"
            r"|source|implementations?|py ?torch|tensorflow|tf|jax|keras|matlab|caffe|代码"
            r"|code link)"
            r"(?: \(?(?:official|pytorch|tensorflow|tf|jax|keras|unofficial)\)?)?",
        ),
        (
            "model",
            r"(?:(?:hugging ?face|hf|🤗) ?)?(?:models?|weights|checkpoints?|model ?cards?)"
            r"|hugging ?face|hf|🤗|model ?zoo|pretrained models?",
        ),
        ("data", r"data(?: ?sets?)?|benchmarks?|corpus|data link"),
        (
            "project",
            r"(?:project ?)?(?:web ?)?(?:page|site)|project|home ?page|web|website|demo"
            r"|online demo|主页",
        ),
        (
            "",
            r"see(?: also)?|cf\.?|via|source|papers? ?with ?codes?"
            r"|videos?|youtube|talk|slides?|poster|blog(?: ?post)?|bib(?:tex)?|cit(?:e|ation)s?"
            r"|supp"
            r"(?:l(?:ementary)?)?(?: ?material)?|appendix|reviews?|notes?|tutorial|post|tweet"
            r"|twitter|docs?"
            r"|documentation|colab|notebook|leader ?board|(?:git ?hub )?stars?|summary|wiki|media"
            r"|news|stars?"
            r"|twitter thread"
            r"|presentation|interview|scholar|dblp|知乎|中文|解读|翻译|translation|audio|podcast|results?"
            r"|more|(?:hand)?book|e-?book",
        ),
    )
)
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+")
_TALKS = re.compile(
    r"https?://(?:[\w-]+\.)*(?:youtu\.be|youtube\.com|vimeo\.com|bilibili\.com|slideslive\.com"
    r"|coursera\.org|udemy\.com|udacity\.com|edx\.org|oreilly\.com|amazon\.\w+)/",
    re.IGNORECASE,
)
_LIKE_VENUE = re.compile(
    r"[A-Z]{2}|[a-z][A-Z]|(?i:journal|transactions|conference|proceedings|workshop|symposium|letters"
    r"|review|annals|nature|science|interspeech|eurographics|findings|arxiv)"
)
"""What venues have and places and people have not."""
_OWN_PAGE = re.compile(r"^https?://[\w-]+\.github\.io/.", re.IGNORECASE)
_SAYS_PAPER = re.compile(r"paper|pdf|arxiv|论文", re.IGNORECASE)
_BEHIND_DOI = re.compile(
    r"(10\.\d{4,9}/[^/?#]+?(?:/[^/?#]+)*?)"
    r"(?:(?<=\d)v\d+(?:\.(?:full|abstract|article)\S*)?|\.(?:full|abstract)(?:\.pdf)?"
    r"|(?:/(?:full|abstract|pdf|meta|html|epdf|\d{6,9}))+|\.pdf|[?#].*)"
)
"""`10.1101/2021.06.15.448542v2.full`, `10.1093/nar/gkad055/7041952`: an address's own parts."""
_BOOK = re.compile(r"/books?/|/97[89]-|/978\d", re.IGNORECASE)
_VAGUE = re.compile(r"\W*(?:here|read|download|see)\W*", re.IGNORECASE)
"""Words that say of no link what it leads to."""
_DELIVERED = re.compile(r"10\.1145/\d+/\d+/")
"""What an address of ACM's files looks like; it has no DOI."""
_ASIDE = re.compile(r"\s*[(（][^()（）]{1,40}[)）]\s*$")
_ADORNED = re.compile(r"^[\W_]+|[\W_]+$")


def is_paper_address(url: str) -> bool:
    """Say whether an address leads to a paper, as far as it can be told from itself."""
    if (_NO_PAPER_HOSTS.match(url) and not _PAPER_FILE.match(url)) or _FRONT_PAGE.match(url):
        return False
    return any(form.match(url) for form in (_PAPER_HOSTS, _PAPER_FILE, _OWN_FILE, _HAS_DOI))


def is_own_file(url: str) -> bool:
    """Say whether an address is that of a paper's file beside the list; nobody else can open it."""
    return _OWN_FILE.match(url) is not None


def is_paper_host(url: str) -> bool:
    """Say whether an address is at a publisher's, a preprint server's or a conference's."""
    return _PAPER_HOSTS.match(url) is not None and not _FRONT_PAGE.match(url)


def is_book_address(url: str) -> bool:
    """Say whether an address is a whole book's: `link.springer.com/book/…`."""
    return _BOOK.search(url) is not None


def is_certain_paper(url: str) -> bool:
    """Say whether an address is a paper's own beyond doubt."""
    return _SURE_PAPER.search(url) is not None


def is_elsewhere(url: str) -> bool:
    """Say whether an address is a repository's, a video's, a shop's: no paper's."""
    return _NO_PAPER_HOSTS.match(url) is not None


def leads_to_no_paper(raw: str, has_authors: bool, venue: str | None) -> bool:
    """Say whether an entry is a course, a video or a book by where its links lead.

    A place and a year alone (`Stanford, 2023`) make no paper of what is linked.

    Args:
        raw: The entry as it stands.
        has_authors: Whether it names people.
        venue: What was taken for where it appeared.
    """
    addresses = _ADDRESS.findall(raw)
    if not addresses or any(map(is_paper_address, addresses)):
        return False
    return bool(_TALKS.match(addresses[0])) or not (has_authors or _LIKE_VENUE.search(venue or ""))


def to_doi(doi: str | None) -> str | None:
    """Give a DOI without what addresses of publishers put behind it; arXiv's own is none."""
    if not doi or doi.startswith("10.48550/arxiv") or _DELIVERED.match(doi):
        return None
    found = _BEHIND_DOI.fullmatch(doi)
    return found[1] if found else doi


@lru_cache(maxsize=4096)
def find_label(words: str) -> str | None:
    """Give the kind of link that its words name: `paper`, `code`, …, or empty for another.

    Returns:
        `None` when the words are no such label, but perhaps a title.
    """
    bare = _ADORNED.sub("", " ".join(words.split()))
    if not bare:
        return ""
    if bare.isdecimal():
        return "paper"
    for said in dict.fromkeys((bare, _ADORNED.sub("", _ASIDE.sub("", words)))):
        for rel, pattern in _RELS:
            if said and pattern.fullmatch(said):
                return rel
    return None


def find_rel_in(url: str, words: str, column: str | None, *, is_title: bool) -> str:
    """Give what a link is to the paper by its words, else by its column, else by its address."""
    label = find_label(words) if words.strip() and not is_title else None
    if not is_title and (label is None or (not label and column)):
        label = column
    if label == "paper" and _VAGUE.fullmatch(words) and not is_paper_address(url):
        label = ""
    if label == "paper" and _OWN_PAGE.match(url) and not _SAYS_PAPER.search(words):
        label = "project"
    return find_rel(url, label)


def find_rel(url: str, label: str | None) -> str:
    """Give what a link is to the paper: `paper`, `code`, `model`, `data`, `project`, or empty."""
    if is_paper_address(url):
        return "paper" if label in (None, "paper") or is_certain_paper(url) else label or ""
    if re.match(r"^https?://(?:www\.)?(?:github|gitlab|bitbucket)\.\w+/[\w.-]+/[\w.-]+", url, re.I):
        return "data" if label == "data" else "code"
    if re.match(r"^https?://(?:www\.)?huggingface\.co/datasets/", url, re.I):
        return "data"
    if re.match(r"^https?://(?:www\.)?huggingface\.co/", url, re.I):
        return "model" if label != "project" else "project"
    if label == "paper":
        return "" if is_elsewhere(url) and not _OWN_PAGE.match(url) else "paper"
    if label is None:
        return "project" if re.search(r"\.github\.io(?:/|$)", url, re.I) else ""
    return label
