"""A role in; the families that are of its class out, as systems and makers name them, the best first.

The class names are those of GB/T 9704—2012, 7.2–7.5; the standard names classes of face, not products.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from briefing.typeset.fonts import Role

FAMILIES: Mapping[Role, tuple[str, ...]] = MappingProxyType(
    {
        Role.TITLE: (
            "方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05", "方正小标宋_GB18030",
            "方正公文小标宋", "FZGongWenXiaoBiaoSong", "小标宋体", "文星标宋", "文星简小标宋", "汉仪小标宋简",
            "CESI小标宋-GB2312", "CESI_XBS_GB2312", "CESI小标宋-GB13000", "CESI_XBS_GB13000",
            "华文中宋", "STZhongsong", "STZhongSong",
        ),
        Role.BODY: (
            "仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK", "FZFangSong-Z02", "方正仿宋简体",
            "FZFangSong-Z02S", "方正仿宋_GB2312", "方正公文仿宋", "FZGongWenFangSong", "文星仿宋", "CESI仿宋-GB2312",
            "CESI_FS_GB2312", "CESI仿宋-GB13000", "CESI_FS_GB13000", "华文仿宋", "STFangsong", "STFangsong TC",
            "朱雀仿宋（预览测试版）", "朱雀仿宋", "Zhuque Fangsong (technical preview)", "Zhuque Fangsong",
            "FandolFang",
        ),
        Role.HEADING: (
            "黑体", "SimHei", "方正黑体_GBK", "FZHei-B01", "方正黑体简体", "FZHei-B01S", "方正公文黑体",
            "FZGongWenHeiTi", "文星黑体", "CESI黑体-GB2312", "CESI_HT_GB2312", "CESI黑体-GB13000", "CESI_HT_GB13000",
            "华文黑体", "STHeiti", "黑体-简", "Heiti SC", "FandolHei",
        ),
        Role.SUBHEADING: (
            "楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "FZKai-Z03", "方正楷体简体", "FZKai-Z03S",
            "方正楷体_GB2312", "方正公文楷体", "FZGongWenKaiTi", "文星楷体", "CESI楷体-GB2312", "CESI_KT_GB2312",
            "CESI楷体-GB13000", "CESI_KT_GB13000", "华文楷体", "STKaiti", "楷体-简", "Kaiti SC", "霞鹜文楷 GB",
            "LXGW WenKai GB", "霞鹜文楷", "LXGW WenKai", "霞鹜文楷 GB 屏幕阅读版", "FandolKai",
            "AR PL KaitiM GB", "文鼎PL简中楷",
        ),
        Role.NUMBER: (
            "宋体", "SimSun", "方正书宋_GBK", "FZShuSong-Z01", "方正书宋简体", "FZShuSong-Z01S", "方正公文宋体",
            "CESI宋体-GB2312", "CESI_SS_GB2312", "CESI宋体-GB13000", "CESI_SS_GB13000", "华文宋体", "STSong", "宋体-简",
            "Songti SC", "FandolSong",
        ),
        # Charts are drawn with the packaged sans, so that tables beside them are, unless a template says otherwise.
        Role.SANS: (),
    }
)  # fmt: skip

CLASSES: Mapping[Role, str] = MappingProxyType(
    {
        Role.TITLE: "小标宋",
        Role.BODY: "仿宋",
        Role.HEADING: "黑体",
        Role.SUBHEADING: "楷体",
        Role.NUMBER: "宋体",
        Role.SANS: "无衬线体",
    }
)

# For what neither the faces of the roles nor the packaged ones have: rare ideographs, then letters, then signs.
RARE = (
    "SimSun-ExtB", "宋体-ExtB", "SimSun-ExtG", "宋体-ExtG", "MingLiU-ExtB", "PMingLiU-ExtB", "MingLiU_HKSCS-ExtB",
    "Simsun (Founder Extended)", "宋体-方正超大字符集", "方正宋体S-超大字符集", "FZSong-Extended", "花園明朝A",
    "HanaMinA", "花園明朝B", "HanaMinB", "花園明朝C", "HanaMinC", "Jigmo", "Jigmo2", "Jigmo3", "BabelStone Han",
    "遍黑体 P1", "Plangothic P1", "遍黑体 P2", "Plangothic P2", "Sun-ExtA", "Sun-ExtB", "TH-Tshyn-P0",
    "TH-Tshyn-P1", "TH-Tshyn-P2", "全宋体-0", "FSung-m", "Noto Serif CJK SC", "Source Han Serif SC",
    "Noto Sans CJK SC", "Source Han Sans SC", "Songti SC", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei",
    "SimSun", "Microsoft Yi Baiti", "Segoe UI", "Segoe UI Historic", "Ebrima", "Gadugi", "Arial Unicode MS",
    "Segoe UI Symbol", "Cambria Math", "Apple Symbols", "STIX Two Math", "DejaVu Sans", "Symbola", "FreeSerif",
    "FreeSans",
)  # fmt: skip
RARE_BEGINNINGS = ("Noto Sans", "Noto Serif")
