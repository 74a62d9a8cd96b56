// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/jsonpassports.h"

#include "core/catalogue/csvline.h"
#include "core/catalogue/jsonescape.h"

namespace chancery::catalogue {

namespace {

using namespace std::string_view_literals;

constexpr auto dataPrefix = "data."sv;

struct Seen
{
    int place = 0;
    qint64 passports = 0; ///< that have it
    qint64 last = 0;      ///< the one that had it last
    bool isText = true;   ///< in all of them
};

QString nameText(std::string_view name)
{
    return QString::fromUtf8(name.data(), qsizetype(name.size()));
}

void note(std::unordered_map<std::string, Seen> &seen, QStringList &names, const JsonLeaves &leaves, qint64 passport)
{
    for (const JsonLeaves::Leaf &leaf : leaves.leaves()) {
        const auto [it, isNew] = seen.try_emplace(std::string(leaves.name(leaf)));
        Seen &column = it->second;
        if (isNew && names.size() > qsizetype(RecordReader::maxFields)) {
            seen.erase(it); // too many already, which the header will say
            continue;
        }
        if (isNew) {
            column.place = int(names.size());
            names.append(nameText(leaves.name(leaf)));
        }
        column.passports += column.last != passport;
        column.last = passport;
        column.isText = column.isText && leaf.isText;
    }
}

} // namespace

Result<JsonColumns> jsonColumns(TextSource &text, const QString &file, qint64 most)
{
    JsonElements elements(text, file);
    JsonLeaves leaves;
    JsonColumns columns;
    std::unordered_map<std::string, Seen> seen;
    qint64 passports = 0;
    JsonElements::Step step = JsonElements::Step::End;
    while ((step = elements.next()) == JsonElements::Step::Element) {
        if (passports == most) {
            columns.areAll = false;
            break;
        }
        if (leaves.read(elements.text()))
            note(seen, columns.names, leaves, ++passports);
    }
    if (step == JsonElements::Step::Failed && columns.names.isEmpty())
        return elements.error();
    if (columns.names.isEmpty())
        return inputError(Cause::FileEmpty, file);
    for (const auto &[name, column] : seen) {
        const bool isData = name.starts_with(dataPrefix);
        if (isData && !(column.isText && column.passports == passports))
            columns.literal.append(column.place);
    }
    std::sort(columns.literal.begin(), columns.literal.end());
    return columns;
}

JsonPassports::JsonPassports(std::unique_ptr<TextSource> text, const QString &file, const JsonColumns &columns)
    : m_text(std::move(text))
    , m_elements(*m_text, file)
    , m_columns(columns)
    , m_isLiteral(std::size_t(columns.names.size()))
    , m_cells(std::size_t(columns.names.size()))
{
    m_names.reserve(m_cells.size());
    for (const QString &name : columns.names)
        m_names.push_back(name.toStdString());
    for (std::size_t place = 0; place < m_names.size(); ++place)
        m_places.emplace(m_names[place], int(place));
    for (const int place : columns.literal)
        m_isLiteral[std::size_t(place)] = true;
}

Result<RowText::More> JsonPassports::produce()
{
    constexpr int passportsAtOnce = 64;
    if (!m_hasHeader)
        putHeader();
    for (int i = 0; i < passportsAtOnce; ++i) {
        const auto step = m_elements.next();
        if (step == JsonElements::Step::Failed)
            return m_elements.error();
        if (step == JsonElements::Step::End)
            return More::No;
        putPassport();
    }
    return More::Maybe;
}

void JsonPassports::putHeader()
{
    m_hasHeader = true;
    m_line.clear();
    for (const std::string &name : m_names) {
        if (&name != &m_names.front())
            m_line.append(",");
        appendCsvCell(m_line, name);
    }
    m_line.append("\n");
    put(m_line.view(), {1});
}

void JsonPassports::putPassport()
{
    RowFacts facts{m_elements.line()};
    if (m_elements.text().empty() || !m_leaves.read(m_elements.text())) {
        facts.isUnreadable = true;
        const auto code = m_elements.text().empty() ? FindingCode::RecordTooLong : FindingCode::UnreadablePassport;
        facts.defects.push_back({code, -1});
        put({}, std::move(facts));
        return;
    }
    std::fill(m_cells.begin(), m_cells.end(), nullptr);
    m_next = 0;
    for (const JsonLeaves::Leaf &leaf : m_leaves.leaves())
        setCell(leaf, facts);
    m_line.clear();
    for (std::size_t place = 0; place < m_cells.size(); ++place) {
        if (place > 0)
            m_line.append(",");
        const JsonLeaves::Leaf *const leaf = m_cells[place];
        const bool isNothing = !leaf || (leaf->isNull && !m_isLiteral[place]);
        if (isNothing)
            continue;
        if (m_isLiteral[place] && leaf->isText) {
            m_literal.clear();
            m_literal.append("\"");
            appendEscaped(m_literal, m_leaves.value(*leaf));
            m_literal.append("\"");
            appendCsvCell(m_line, m_literal.view());
        } else {
            appendCsvCell(m_line, m_leaves.value(*leaf));
        }
    }
    m_line.append("\n");
    put(m_line.view(), std::move(facts));
}

/// Passports mostly have their members in one order, so the next column is tried before all of them.
void JsonPassports::setCell(const JsonLeaves::Leaf &leaf, RowFacts &facts)
{
    const std::string_view name = m_leaves.name(leaf);
    std::size_t place = m_next;
    if (place >= m_names.size() || m_names[place] != name) {
        const auto found = m_places.find(name);
        if (found == m_places.end())
            return; // only beyond the most columns, and then there is no header either, or beyond a glance
        place = std::size_t(found->second);
    }
    m_next = place + 1;
    const JsonLeaves::Leaf *const earlier = std::exchange(m_cells[place], &leaf);
    const bool isSame = earlier && earlier->isText == leaf.isText && m_leaves.value(*earlier) == m_leaves.value(leaf);
    if (earlier && !isSame)
        facts.defects.push_back({FindingCode::MemberTwice, int(place)});
}

} // namespace chancery::catalogue
