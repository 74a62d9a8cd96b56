// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/draftwriter.h"

#include "core/catalogue/jsonescape.h"
#include "core/json/value.h"

#include <algorithm>

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

namespace {

using Kind = Target::Kind;

constexpr QLatin1StringView optInPath = "certificate.opt_in_form"_L1;

std::string quotedJson(const QString &text)
{
    QByteArray out;
    json::appendQuoted(out, text);
    return out.toStdString();
}

int columnOf(const Mapping &mapping, Kind kind)
{
    for (int i = 0; i < int(mapping.columns.size()); ++i) {
        if (mapping.columns[i].target.kind == kind)
            return i;
    }
    return -1;
}

struct Leaf
{
    QStringList path;
    int column;
};

QList<Leaf> leavesOf(const Mapping &mapping)
{
    QList<Leaf> leaves;
    for (int i = 0; i < int(mapping.columns.size()); ++i) {
        const Target &target = mapping.columns[i].target;
        if (target.kind == Kind::Data)
            leaves.append({pathSegments(target.path), i});
        else if (target.kind == Kind::Description && mapping.dialect == keyban::Dialect::Product)
            leaves.append({{u"description"_s}, i});
    }
    return leaves;
}

/// Leaves of one object come together, otherwise they keep their order.
void group(QList<Leaf> &leaves, qsizetype begin, qsizetype end, qsizetype depth)
{
    for (qsizetype first = begin; first < end;) {
        const Leaf head = leaves[first];
        const auto last = std::stable_partition(leaves.begin() + first, leaves.begin() + end, [&](const Leaf &leaf) {
            return leaf.path.size() > depth && leaf.path[depth] == head.path[depth];
        });
        const qsizetype behind = last - leaves.begin();
        if (head.path.size() > depth + 1)
            group(leaves, first, behind, depth + 1);
        first = std::max(behind, first + 1);
    }
}

QStringList withOptIn(const Mapping &mapping)
{
    QStringList paths = mapping.certifiedPaths.value_or(QStringList());
    const bool hasForm = std::any_of(mapping.columns.cbegin(), mapping.columns.cend(), [](const ColumnMapping &column) {
        return column.target.kind == Kind::Data && column.target.path == optInPath;
    });
    // An opt-in form that is sent is certified with the rest (fact sheet §6): the official clients do the same.
    if (!paths.isEmpty() && hasForm && !paths.contains(optInPath))
        paths.append(optInPath);
    return paths;
}

std::string certifiedMember(const Mapping &mapping)
{
    if (!mapping.certifiedPaths)
        return {};
    std::string text = R"(,"certifiedPaths":[)";
    const QStringList paths = withOptIn(mapping);
    for (qsizetype i = 0; i < paths.size(); ++i)
        text.append(i > 0 ? "," : "").append(quotedJson(paths[i]));
    return text.append("]");
}

} // namespace

DraftWriter::DraftWriter(const Mapping &mapping)
    : m_plan(mapping)
    , m_network(quotedJson(effectiveNetwork(mapping)))
{
    // Kept as a JSON string without its quotes, like everything that pieces are made of.
    m_network = m_network.substr(1, m_network.size() - 2);
    if (mapping.dialect == keyban::Dialect::Flat)
        addFlat(mapping);
    else
        addProduct();
    addData(mapping);
    m_after = std::move(m_pending) + certifiedMember(mapping) + "}";
}

void DraftWriter::add(std::string_view member, Cell cell, int column)
{
    m_pieces.push_back({std::move(m_pending).append(member), cell, column});
    m_pending.clear();
}

void DraftWriter::addNumbers(const RowPlan &plan)
{
    const std::pair<std::string_view, int> numbers[] = {
        {R"(,"modelNumber":")", plan.model}, {R"(,"batchNumber":")", plan.batch}, {R"(,"itemNumber":")", plan.item}};
    for (const auto &[member, column] : numbers) {
        if (column >= 0)
            add(member, Cell::UnlessEmpty, column);
    }
}

void DraftWriter::addFlat(const Mapping &mapping)
{
    add(R"({"granularity":")", Cell::Granularity, -1);
    add(R"(,"network":")", Cell::Network, m_plan.network);
    addNumbers(m_plan);
    if (m_plan.name >= 0)
        add(R"(,"name":")", Cell::UnlessEmpty, m_plan.name);
    if (const int description = columnOf(mapping, Kind::Description); description >= 0)
        add(R"(,"description":")", Cell::UnlessEmpty, description);
}

void DraftWriter::addProduct()
{
    add(R"({"network":")", Cell::Network, m_plan.network);
    add(R"(,"product":{"idGranularity":")", Cell::Granularity, -1);
    addNumbers(m_plan);
    add(R"(,"name":")", Cell::NameOrNumber, m_plan.name);
    m_pending = "}";
}

void DraftWriter::addData(const Mapping &mapping)
{
    QList<Leaf> leaves = leavesOf(mapping);
    if (leaves.isEmpty())
        return;
    group(leaves, 0, leaves.size(), 0);
    m_pending += R"(,"data":{)";
    QStringList open;
    bool isFirst = true;
    for (const Leaf &leaf : std::as_const(leaves)) {
        const QStringList objects = leaf.path.mid(0, leaf.path.size() - 1);
        while (objects.mid(0, open.size()) != open) {
            m_pending += '}';
            open.removeLast();
        }
        if (!isFirst)
            m_pending += ',';
        isFirst = false;
        for (; open.size() < objects.size(); open.append(objects[open.size()]))
            m_pending += quotedJson(objects[open.size()]) + ":{";
        add(quotedJson(leaf.path.last()) + ":\"", Cell::Always, leaf.column);
    }
    m_pending.append(std::size_t(open.size()), '}').append("}");
}

std::string_view DraftWriter::valueOf(const Piece &piece, const RawRecord &row, Granularity granularity) const
{
    if (piece.cell == Cell::Granularity)
        return wireWord(granularity);
    const std::string_view text = textOr(row, piece.column);
    if (piece.cell != Cell::NameOrNumber || !text.empty())
        return text;
    for (const int column : {m_plan.item, m_plan.batch, m_plan.model}) {
        if (const std::string_view number = textOr(row, column); !number.empty())
            return number;
    }
    return text;
}

void DraftWriter::append(ByteBuffer &out, const RawRecord &row, Granularity granularity) const
{
    for (const Piece &piece : m_pieces) {
        const std::string_view value = valueOf(piece, row, granularity);
        if (value.empty() && piece.cell == Cell::UnlessEmpty)
            continue;
        out.append(piece.before);
        if (piece.cell == Cell::Granularity)
            out.append(value);
        else if (value.empty() && piece.cell == Cell::Network)
            out.append(m_network);
        else
            appendEscaped(out, value);
        out.append("\"");
    }
    out.append(m_after);
}

} // namespace chancery::catalogue
