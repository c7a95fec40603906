"""The synthetic data set's projects, their steps, and its highlights: all invented, written out by hand.

The data's date is 2026-10-31: what is planned before it and has no actual date is late, November's finishes are near.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Board:
    """One row of `projects.csv`; `steps` are (name, planned, actual) for `milestones.csv`."""

    id: str
    theme: str
    name: str
    name_en: str
    department: str
    entity: str
    investment: str
    status: str
    progress: str
    start: str
    planned: str
    actual: str = ""
    visibility: str = ""
    steps: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Honour:
    """One row of `highlights.csv`."""

    theme: str
    text: str
    text_en: str
    level: str
    kind: str
    date: str
    visibility: str = ""


PROJECTS, INDUSTRY, TECHNOLOGY, HOUSING = "区发展改革局", "区经济和信息化局", "区科学技术局", "区住房和城乡建设局"
TRANSPORT, SERVICE, SCHOOLS, HEALTH, PARTY = "区交通运输局", "区政务服务办", "区教育局", "区卫生健康局", "区委组织部"

BOARDS: tuple[Board, ...] = (
    Board("riverside_avenue", "project", "云汀大道快速化改造", "Yunting Avenue expressway", TRANSPORT, "yunting",
          "18.6", "in_progress", "90", "2024-09-10", "2026-12-20", steps=(
              ("桥梁合龙", "2026-05-31", "2026-05-18"), ("路面摊铺", "2026-10-31", "2026-10-26"),
              ("通车验收", "2026-12-20", ""))),
    Board("cold_chain_park", "project", "松岚冷链物流园", "Songlan cold-chain park", PROJECTS, "songlan", "9.2",
          "completed", "100", "2024-12-02", "2026-09-30", "2026-07-28", steps=(
              ("主体封顶", "2026-01-15", "2025-12-20"), ("设备安装", "2026-06-30", "2026-05-30"),
              ("竣工验收", "2026-09-30", "2026-07-28"))),
    Board("water_plant", "project", "望禾水厂扩建", "Wanghe waterworks extension", HOUSING, "wanghe", "4.8", "delayed",
          "62", "2025-03-15", "2026-08-31", steps=(
              ("管线迁改", "2026-03-31", "2026-05-20"), ("清水池浇筑", "2026-06-30", "2026-09-12"),
              ("设备调试", "2026-08-10", ""), ("通水", "2026-08-31", ""))),
    Board("flood_wall", "project", "芦屿镇防洪堤提标", "Luyu flood wall", "区水利局", "luyu", "3.1", "in_progress",
          "93", "2025-01-08", "2026-11-15", steps=(
              ("堤身填筑", "2026-07-31", "2026-07-25"), ("绿化收尾", "2026-11-15", ""))),
    Board("reserve_land", "project", "城西储备地块整理", "Western reserve land", "区自然资源分局", "qiyu", "6.5",
          "started", "24", "2026-06-18", "2027-12-31", visibility="internal", steps=(
              ("地上物清理", "2026-09-30", ""),)),
    Board("battery_plant", "industry", "霁川储能电池一期", "Jichuan battery plant, phase 1", INDUSTRY, "jichuan",
          "32.0", "completed", "100", "2024-06-20", "2026-06-30", "2026-05-16", steps=(
              ("厂房封顶", "2025-05-31", "2025-05-12"), ("首条产线点火", "2026-03-31", "2026-03-02"),
              ("投产", "2026-06-30", "2026-05-16"))),
    Board("battery_plant_2", "industry", "霁川储能电池二期", "Jichuan battery plant, phase 2", INDUSTRY, "jichuan",
          "28.5", "started", "38", "2026-04-08", "2027-09-30", steps=(
              ("桩基完成", "2026-08-31", "2026-08-22"), ("厂房封顶", "2027-01-31", ""))),
    Board("optics_base", "industry", "栖榆光电产业基地", "Qiyu optoelectronics base", INDUSTRY, "qiyu", "15.4",
          "in_progress", "87", "2025-02-12", "2026-12-31", steps=(
              ("一号楼交付", "2026-04-30", "2026-04-28"), ("二号楼交付", "2026-10-15", ""))),
    Board("old_mill", "industry", "老棉纺厂更新改造", "Old cotton mill renewal", INDUSTRY, "yunting", "5.6", "delayed",
          "55", "2025-05-06", "2026-09-30", steps=(
              ("结构加固", "2026-04-30", "2026-06-25"), ("外立面完成", "2026-08-31", ""), ("开街", "2026-09-30", ""))),
    Board("market_street", "industry", "杏鹤商贸街区", "Xinghe market street", "区商务局", "xinghe", "2.9",
          "in_progress", "88", "2025-08-20", "2026-11-28", steps=(
              ("商户签约过半", "2026-08-31", "2026-08-15"), ("试营业", "2026-11-28", ""))),
    Board("science_square", "technology", "示例科创广场", "Sample science square", TECHNOLOGY, "qiyu", "12.3",
          "in_progress", "78", "2025-03-01", "2027-03-31", steps=(
              ("塔楼封顶", "2026-07-31", "2026-07-20"), ("幕墙完成", "2026-12-31", ""))),
    Board("test_centre", "technology", "新材料中试基地", "New-materials pilot base", TECHNOLOGY, "wanghe", "4.2",
          "completed", "100", "2025-01-15", "2026-10-31", "2026-10-23", steps=(
              ("首批设备进场", "2026-05-31", "2026-05-25"), ("验收", "2026-10-31", "2026-10-23"))),
    Board("talent_flats", "technology", "人才公寓二期", "Talent flats, phase 2", HOUSING, "yunting", "7.8",
          "in_progress", "58", "2025-06-10", "2026-12-31", steps=(
              ("主体封顶", "2026-05-31", "2026-07-08"), ("精装修过半", "2026-10-20", ""))),
    Board("data_lab", "technology", "公共数据实验室", "Public data laboratory", "区数据局", "yunting", "0.9", "planned",
          "0", "2026-12-01", "2027-06-30", steps=(("可研批复", "2026-11-20", ""),)),
    Board("ten_neighbourhoods", "urban", "十个老旧小区连片改造", "Ten old neighbourhoods", HOUSING, "yunting", "3.4",
          "completed", "100", "2025-09-01", "2026-09-30", "2026-09-16", steps=(
              ("雨污分流", "2026-05-31", "2026-05-20"), ("全部交付", "2026-09-30", "2026-09-16"))),
    Board("river_park", "urban", "望禾河滨公园", "Wanghe riverside park", HOUSING, "wanghe", "1.7", "in_progress", "91",
          "2025-10-12", "2026-11-20", steps=(
              ("步道贯通", "2026-09-30", "2026-09-28"), ("开园", "2026-11-20", ""))),
    Board("village_road", "urban", "临荻镇乡村公路", "Lindi village road", TRANSPORT, "lindi", "2.2", "delayed", "47",
          "2025-11-05", "2026-10-15", steps=(
              ("路基完成", "2026-05-31", "2026-08-30"), ("路面完成", "2026-09-30", ""), ("通车", "2026-10-15", ""))),
    Board("waste_station", "urban", "杏鹤镇垃圾转运站", "Xinghe waste transfer station", "区综合执法局", "xinghe",
          "0.8", "in_progress", "80", "2026-01-20", "2026-12-10", steps=(("设备安装", "2026-10-31", "2026-10-30"),)),
    Board("orchard_school", "service", "霁川九年制学校", "Jichuan nine-year school", SCHOOLS, "jichuan", "4.5",
          "completed", "100", "2024-10-18", "2026-08-20", "2026-08-12", steps=(
              ("主体封顶", "2025-10-31", "2025-10-15"), ("开学", "2026-09-01", "2026-09-01"))),
    Board("town_hospital", "service", "松岚镇卫生院迁建", "Songlan town hospital", HEALTH, "songlan", "2.6",
          "in_progress", "84", "2025-07-22", "2027-01-31", steps=(
              ("主体封顶", "2026-06-30", "2026-06-18"), ("设备采购", "2026-11-10", ""))),
    Board("one_stop_hall", "service", "政务服务中心改造", "Service hall rebuilding", SERVICE, "yunting", "0.6",
          "completed", "100", "2026-01-10", "2026-06-30", "2026-06-26", steps=(("试运行", "2026-05-31",
          "2026-05-28"),)),
    Board("elderly_canteens", "service", "二十个老年食堂", "Twenty canteens for the elderly", "区民政局", "qiyu", "0.4",
          "in_progress", "85", "2026-02-15", "2026-11-30", steps=(
              ("前十个开业", "2026-06-30", "2026-06-20"), ("全部开业", "2026-11-30", ""))),
    Board("party_centres", "party", "党群服务中心提升", "Party-and-community centres", PARTY, "wanghe", "0.5",
          "in_progress", "84", "2026-02-01", "2026-12-25", steps=(("前十五个完成", "2026-08-31", "2026-08-20"),)),
    Board("petition_rooms", "party", "信访积案包案化解", "Petitions taken up by leaders", "区信访局", "shili", "",
          "in_progress", "72", "2026-01-05", "2026-12-31", visibility="leaders", steps=(
              ("第三批清零", "2026-09-30", ""),)),
)  # fmt: skip

STEPS_EN = {
    "桥梁合龙": "Bridge closed", "路面摊铺": "Paving", "通车验收": "Opened to traffic", "主体封顶": "Topped out",
    "设备安装": "Equipment installed", "竣工验收": "Accepted", "管线迁改": "Pipes moved",
    "清水池浇筑": "Clear-water tank cast", "设备调试": "Equipment tested", "通水": "Water supplied",
    "堤身填筑": "Wall filled", "绿化收尾": "Planting finished", "地上物清理": "Site cleared",
    "厂房封顶": "Plant topped out", "首条产线点火": "First line started", "投产": "Production begun",
    "桩基完成": "Piles finished", "一号楼交付": "Building 1 handed over", "二号楼交付": "Building 2 handed over",
    "结构加固": "Structure strengthened", "外立面完成": "Facades finished", "开街": "Street opened",
    "商户签约过半": "Half the shops let", "试营业": "Trial opening", "塔楼封顶": "Tower topped out",
    "幕墙完成": "Curtain wall finished", "首批设备进场": "First equipment delivered", "验收": "Accepted",
    "精装修过半": "Half fitted out", "可研批复": "Feasibility study approved", "雨污分流": "Sewers separated",
    "全部交付": "All handed over", "步道贯通": "Path continuous", "开园": "Park opened",
    "路基完成": "Roadbed finished", "路面完成": "Road surface finished", "通车": "Opened to traffic",
    "开学": "School opened", "设备采购": "Equipment bought", "试运行": "Trial operation",
    "前十个开业": "First ten opened", "全部开业": "All opened", "前十五个完成": "First fifteen finished",
    "第三批清零": "Third batch settled",
}  # fmt: skip
"""The names of steps in English."""

HONOURS: tuple[Honour, ...] = (
    Honour("project", "上半年重大项目现场推进会在示例区召开",
           "Half-year meeting on major projects held in the district", "city", "case", "2026-07-09"),
    Honour("industry", "储能电池产业集群列入省级特色产业集群", "Battery cluster listed as a provincial speciality",
           "provincial", "pilot", "2026-04-21"),
    Honour("industry", "老厂房更新做法入选市级典型案例", "Renewal of old factories chosen as a city case", "city",
           "case", "2026-08"),
    Honour("technology", "新材料中试平台获批国家级试点", "New-materials pilot platform approved as a national pilot",
           "national", "pilot", "2026-09-02"),
    Honour("technology", "全市率先开出“科技贷”线上一件事", "First in the city to offer science loans online", "city",
           "first", "2026-03-18"),
    Honour("urban", "河滨公园步道获评省级美丽步道", "Riverside path named a beautiful path of the province",
           "provincial", "honour", "2026-10-12"),
    Honour("urban", "连片改造经验在全市推广", "Joint renewal of neighbourhoods spread across the city", "city", "case",
           "2026-09-28"),
    Honour("service", "热线“接诉即办”获评全国优秀案例", "Hotline named a national example", "national", "honour",
           "2026-05-30"),
    Honour("service", "全省首个“入学一件事”掌上通办", "First in the province to put school entry on the phone",
           "provincial", "first", "2026-06-11"),
    Honour("party", "党员志愿服务队获评市级先锋集体", "Volunteer team named a city vanguard", "city", "honour",
           "2026-07-01"),
    Honour("party", "干部考核做法在市委内部简报刊发", "Appraisal of officials reported in an internal bulletin", "city",
           "case", "2026-09-15", "internal"),
)  # fmt: skip
