// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/workbook.h"

#include "core/catalogue/xmlpart.h"

#include <QHash>

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostSheets = 10'000;

struct Relation
{
    QString type; ///< the last word of it: `worksheet`, `styles`
    QString target;
};

/// The folder of a part, with the slash behind it.
QString folderOf(const QString &part)
{
    return part.left(part.lastIndexOf(u'/') + 1);
}

/// Where a target leads from a part's folder, without `..`.
QString resolved(const QString &folder, const QString &target)
{
    QStringList names = target.startsWith(u'/') ? QStringList() : folder.split(u'/', Qt::SkipEmptyParts);
    for (const QString &name : target.split(u'/', Qt::SkipEmptyParts)) {
        if (name == u".."_s && !names.isEmpty())
            names.removeLast();
        else if (name != u"."_s)
            names.append(name);
    }
    return names.join(u'/');
}

/// The relations of a part; of the archive itself when `part` is empty.
Result<QHash<QString, Relation>> relationsOf(Archive &archive, const QString &part)
{
    const QString folder = folderOf(part);
    auto opened = archive.part(folder + u"_rels/"_s + part.mid(folder.size()) + u".rels"_s);
    if (!opened)
        return opened.error();
    XmlPart xml(archive, std::move(opened).value());
    QHash<QString, Relation> relations;
    while (xml.next() && relations.size() < mostSheets) {
        if (!xml.isStart("Relationship"_L1))
            continue;
        const QString type = xml.attribute("Type"_L1).toString();
        relations.insert(xml.attribute("Id"_L1).toString(), {type.mid(type.lastIndexOf(u'/') + 1),
                                                             resolved(folder, xml.attribute("Target"_L1).toString())});
    }
    if (const auto error = xml.error())
        return *error;
    return relations;
}

QString targetOf(const QHash<QString, Relation> &relations, QLatin1StringView type)
{
    for (const Relation &relation : relations) {
        if (relation.type == type)
            return relation.target;
    }
    return {};
}

} // namespace

Result<std::unique_ptr<Workbook>> Workbook::open(BlockReader &blocks)
{
    auto archive = Archive::open(blocks);
    if (!archive)
        return archive.error();
    std::unique_ptr<Workbook> workbook(new Workbook(std::move(archive).value()));
    if (const auto read = workbook->read(); !read)
        return read.error();
    return workbook;
}

Result<Nothing> Workbook::read()
{
    if (!m_archive->contains(u"_rels/.rels"_s))
        return m_archive->error(Cause::FileKindUnsupported);
    const auto relations = relationsOf(*m_archive, {});
    if (!relations)
        return relations.error();
    const QString main = targetOf(*relations, "officeDocument"_L1);
    if (!main.endsWith(u".xml"_s)) // binary ones end with .bin
        return m_archive->error(Cause::FileKindUnsupported);
    if (const auto sheets = readSheets(main); !sheets)
        return sheets;
    const auto parts = relationsOf(*m_archive, main);
    if (!parts)
        return parts.error();
    for (Sheet &sheet : m_sheets)
        sheet.part = parts->value(sheet.part).type == "worksheet"_L1 ? parts->value(sheet.part).target : QString();
    m_sheets.removeIf([](const Sheet &sheet) { return sheet.part.isEmpty(); }); // charts and macros
    if (m_sheets.isEmpty())
        return m_archive->error(Cause::FileEmpty);
    m_sharedTexts = targetOf(*parts, "sharedStrings"_L1);
    const QString styles = targetOf(*parts, "styles"_L1);
    return styles.isEmpty() ? Result<Nothing>(Nothing{}) : readStyles(styles);
}

/// Until the relations are known, a sheet's part is the relation's id.
Result<Nothing> Workbook::readSheets(const QString &part)
{
    auto opened = m_archive->part(part);
    if (!opened)
        return opened.error();
    XmlPart xml(*m_archive, std::move(opened).value());
    // Documents and presentations are such archives too.
    if (xml.nextChild() && !xml.isStart("workbook"_L1))
        return m_archive->error(Cause::FileKindUnsupported);
    while (xml.next() && m_sheets.size() < mostSheets) {
        if (xml.isStart("workbookPr"_L1) && xml.flag("date1904"_L1))
            m_epoch = Epoch::From1904;
        else if (xml.isStart("sheet"_L1))
            m_sheets.append({xml.attribute("name"_L1).toString(), xml.attribute("id"_L1).toString(),
                             xml.attribute("state"_L1).contains(u"idden")});
    }
    const auto error = xml.error();
    return error ? Result<Nothing>(*error) : Result<Nothing>(Nothing{});
}

Result<Nothing> Workbook::readStyles(const QString &part)
{
    auto opened = m_archive->part(part);
    if (!opened)
        return opened.error();
    XmlPart xml(*m_archive, std::move(opened).value());
    QHash<int, QString> codes;
    QHash<int, std::size_t> places;
    bool isInStyles = false;
    while (xml.next()) {
        if (xml.isStart("cellXfs"_L1) || xml.isEnd("cellXfs"_L1))
            isInStyles = xml.isStart("cellXfs"_L1);
        if (xml.isStart("numFmt"_L1) && codes.size() < 10'000)
            codes.insert(xml.attribute("numFmtId"_L1).toInt(), xml.attribute("formatCode"_L1).toString());
        if (!isInStyles || !xml.isStart("xf"_L1) || m_styles.size() >= 100'000)
            continue;
        const int id = xml.attribute("numFmtId"_L1).toInt();
        if (!places.contains(id)) {
            places.insert(id, m_formats.size());
            m_formats.push_back(NumberFormat::of(codes.contains(id) ? codes.value(id) : builtInFormat(id)));
        }
        m_styles.push_back(places.value(id));
    }
    const auto error = xml.error();
    return error ? Result<Nothing>(*error) : Result<Nothing>(Nothing{});
}

Result<Sheet> Workbook::sheet(const std::optional<QString> &name) const
{
    for (const Sheet &sheet : m_sheets) {
        if (name ? sheet.name == *name : !sheet.isHidden)
            return sheet;
    }
    if (!name)
        return m_sheets.first();
    Error error = m_archive->error(Cause::SheetUnknown);
    error.subject = *name;
    return error;
}

QByteArray Workbook::shown(QByteArrayView text, int style) const
{
    static const NumberFormat general;
    const bool isKnown = style >= 0 && std::size_t(style) < m_styles.size();
    return (isKnown ? m_formats[m_styles[std::size_t(style)]] : general).shown(text, m_epoch);
}

} // namespace chancery::catalogue
