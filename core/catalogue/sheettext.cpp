// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/sheettext.h"

#include "core/catalogue/csvline.h"

#include <algorithm>

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostColumns = RecordReader::maxFields;
constexpr int longestNumber = 64;

} // namespace

SheetText::SheetText(std::unique_ptr<Workbook> workbook, std::unique_ptr<XmlPart> part, SharedTexts texts,
                     MergedCells merged)
    : m_workbook(std::move(workbook))
    , m_part(std::move(part))
    , m_texts(std::move(texts))
    , m_merged(std::move(merged))
{}

Result<std::unique_ptr<SheetText>> SheetText::open(std::unique_ptr<Workbook> workbook, const Sheet &sheet,
                                                   MergedCells merged)
{
    Archive &archive = workbook->archive();
    SharedTexts texts;
    if (!workbook->sharedTexts().isEmpty()) {
        auto shared = archive.part(workbook->sharedTexts());
        if (!shared)
            return shared.error();
        texts = SharedTexts(std::make_unique<XmlPart>(archive, std::move(shared).value()));
    }
    auto part = archive.part(sheet.part);
    if (!part)
        return part.error();
    return std::unique_ptr<SheetText>(new SheetText(std::move(workbook),
                                                    std::make_unique<XmlPart>(archive, std::move(part).value()),
                                                    std::move(texts), std::move(merged)));
}

qint64 SheetText::position() const
{
    const double share = double(m_part->unpacked()) / double(std::max<qint64>(m_part->size(), 1));
    return qint64(double(m_workbook->archive().fileSize()) * std::min(share, 1.0));
}

Result<RowText::More> SheetText::produce()
{
    constexpr int rowsAtOnce = 64;
    int rows = 0;
    // On to the end, behind the rows, too: only there a wrong checksum shows.
    while (rows < rowsAtOnce && m_part->next()) {
        if (m_part->isStart("sheetData"_L1) || m_part->isEnd("sheetData"_L1)) {
            m_isInData = m_part->isStart("sheetData"_L1);
        } else if (m_isInData && m_part->isStart("row"_L1)) {
            if (const auto row = readRow(); !row)
                return row.error();
            ++rows;
        }
    }
    if (const auto error = m_part->error())
        return *error;
    return rows < rowsAtOnce ? More::No : More::Maybe;
}

Result<Nothing> SheetText::readRow()
{
    const QStringView number = m_part->attribute("r"_L1);
    const qint64 row = number.isEmpty() ? m_row + 1 : number.toLongLong();
    if (row <= m_row)
        return m_workbook->archive().error(Cause::FileDamaged);
    m_row = row;
    m_column = -1;
    m_facts = {row};
    m_cells.clear();
    m_places.clear();
    while (m_part->nextChild()) {
        if (!m_part->isStart("c"_L1)) {
            m_part->skip();
        } else if (const auto cell = readCell(); !cell) {
            return cell;
        }
    }
    if (const auto error = m_part->error())
        return *error;
    finishRow();
    return Nothing{};
}

Result<Nothing> SheetText::readCell()
{
    const auto place = cellPlace(m_part->attribute("r"_L1));
    const QString type = m_part->attribute("t"_L1).toString();
    const int style = m_part->attribute("s"_L1).toInt();
    m_column = place ? place->first : m_column + 1;
    if (std::size_t(m_column) >= mostColumns) {
        m_facts.isUnreadable = true;
        m_facts.defects.assign(1, {FindingCode::TooManyFields, -1});
        m_part->skip();
        return Nothing{};
    }
    if (m_places.size() <= std::size_t(m_column))
        m_places.resize(std::size_t(m_column) + 1);
    const std::size_t begin = m_cells.size();
    while (m_part->nextChild()) {
        if (m_part->isStart("v"_L1)) {
            if (const auto added = addText(type, style, m_part->text()); !added)
                return added;
        } else if (m_part->isStart("is"_L1)) {
            const QByteArray text = richText(*m_part).toUtf8();
            addBytes({text.constData(), std::size_t(text.size())});
        } else {
            m_part->skip();
        }
    }
    m_places[std::size_t(m_column)] = {begin, m_cells.size() - begin};
    return Nothing{};
}

Result<Nothing> SheetText::addText(QStringView type, int style, const QString &value)
{
    if (type == u"s") {
        bool isIndex = false;
        const qulonglong index = value.toULongLong(&isIndex);
        const auto text = isIndex ? m_texts.at(index, m_workbook->archive())
                                  : Result<std::string_view>(m_workbook->archive().error(Cause::FileDamaged));
        if (!text)
            return text.error();
        addBytes(*text);
        return Nothing{};
    }
    const bool isNumber = type.isEmpty() || type == u"n";
    QByteArray text = type == u"str" ? withoutEscapes(value).toUtf8() : value.toUtf8();
    if (type == u"b")
        text = value.trimmed() == u"1" ? "TRUE" : "FALSE";
    else if (isNumber && text.size() <= longestNumber)
        text = m_workbook->shown(text.trimmed(), style);
    if (type == u"e")
        m_facts.defects.push_back({FindingCode::FormulaError, m_column});
    addBytes({text.constData(), std::size_t(text.size())});
    return Nothing{};
}

/// What is beyond the limit would be left out with the whole row anyway.
void SheetText::addBytes(std::string_view text)
{
    if (text.empty())
        return;
    if (m_cells.size() + text.size() <= rowLimit) {
        m_cells.append(text);
        return;
    }
    m_facts.isUnreadable = true;
    m_facts.defects.assign(1, {FindingCode::RecordTooLong, -1});
}

/// A cell that is part of a larger one, and for that reason empty.
void SheetText::markMerged(std::size_t columns)
{
    constexpr std::size_t enough = 64;
    for (const MergedCells::Range &range : m_merged.inRow(m_row)) {
        const int last = std::min(range.lastColumn, int(columns) - 1);
        for (int column = range.firstColumn; column <= last && m_facts.defects.size() < enough; ++column) {
            const bool isFirst = column == range.firstColumn && m_row == range.firstRow;
            const bool hasText = std::size_t(column) < m_places.size() && m_places[std::size_t(column)].size > 0;
            if (!isFirst && !hasText)
                m_facts.defects.push_back({FindingCode::MergedCell, column});
        }
    }
}

void SheetText::finishRow()
{
    while (!m_places.empty() && m_places.back().size == 0)
        m_places.pop_back();
    if (m_places.empty() && !m_facts.isUnreadable)
        return;
    if (m_width == 0)
        m_width = m_places.size();
    const std::size_t columns = std::max(m_width, m_places.size());
    if (!m_facts.isUnreadable)
        markMerged(m_width);
    m_line.clear();
    for (std::size_t column = 0; column < columns && !m_facts.isUnreadable; ++column) {
        if (column > 0)
            m_line.append(",");
        if (column < m_places.size())
            appendCsvCell(m_line, m_cells.view().substr(m_places[column].begin, m_places[column].size));
    }
    m_line.append("\n");
    put(m_line.view(), std::move(m_facts));
}

} // namespace chancery::catalogue
