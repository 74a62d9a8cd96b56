// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/draftwriter.h"

#include "core/catalogue/jsonescape.h"
#include "core/json/value.h"

#include <algorithm>
#include <cstring>

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

struct Leaf
{
    QStringList path;
    ValueFormat format;
    int source;
};

QList<Leaf> leavesOf(const Mapping &mapping)
{
    QList<Leaf> leaves;
    for (const Placement &placement : placements(mapping)) {
        if (placement.target.kind == Kind::Data)
            leaves.append({pathSegments(placement.target.path), placement.format, placement.source});
        else if (placement.target.kind == Kind::Description && mapping.dialect == keyban::Dialect::Product)
            leaves.append({{u"description"_s}, placement.format, placement.source});
    }
    return leaves;
}

/// Another type than text, so that a row may have no such member.
bool isOptional(const Leaf &leaf)
{
    return leaf.format.type != ValueType::Text;
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
    const QList<Placement> placed = placements(mapping);
    const bool hasForm = std::any_of(placed.cbegin(), placed.cend(), [](const Placement &placement) {
        return placement.target.kind == Kind::Data && placement.target.path == optInPath;
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
    , m_paths({.type = ValueType::Json})
{
    // Kept as a JSON string without its quotes, like everything that pieces are made of.
    m_network = m_network.substr(1, m_network.size() - 2);
    if (mapping.dialect == keyban::Dialect::Flat)
        addFlat(mapping);
    else
        addProduct();
    const QList<Leaf> leaves = leavesOf(mapping);
    if (std::any_of(leaves.cbegin(), leaves.cend(), isOptional))
        addMembers(mapping);
    else
        addData(mapping);
    m_usualPaths = certifiedMember(mapping) + "}";
    m_after = std::move(m_pending);
    if (m_plan.certifiedPaths < 0)
        m_after += m_usualPaths;
}

void DraftWriter::add(std::string_view member, Cell cell, int column)
{
    m_pending += member;
    const std::size_t size = m_pending.size();
    m_pieces.push_back({m_pending.append(shortCopy, '\0'), size, cell, column});
    m_pending.clear();
}

/// A network that is the same for all rows is part of what stands before the next value.
void DraftWriter::addNetwork(std::string_view member)
{
    if (m_plan.network >= 0)
        return add(member, Cell::Network, m_plan.network);
    m_pending.append(member).append(m_network).append("\"");
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
    addNetwork(R"(,"network":")");
    addNumbers(m_plan);
    if (m_plan.name >= 0)
        add(R"(,"name":")", Cell::UnlessEmpty, m_plan.name);
    for (const Placement &placement : placements(mapping)) {
        if (placement.target.kind == Kind::Description)
            add(R"(,"description":")", Cell::UnlessEmpty, placement.source);
    }
}

void DraftWriter::addProduct()
{
    addNetwork(R"({"network":")");
    add(R"(,"product":{"idGranularity":")", Cell::Granularity, -1);
    addNumbers(m_plan);
    add(R"(,"name":")", Cell::NameOrNumber, m_plan.name);
    m_pending += '}';
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
        add(quotedJson(leaf.path.last()) + ":\"", Cell::Always, leaf.source);
    }
    m_pending.append(std::size_t(open.size()), '}').append("}");
}

void DraftWriter::addMembers(const Mapping &mapping)
{
    QList<Leaf> leaves = leavesOf(mapping);
    group(leaves, 0, leaves.size(), 0);
    m_before = std::exchange(m_pending, {});
    std::vector<std::string> opened;
    QStringList open;
    const auto openObject = [&](const QString &name) {
        opened.push_back(quotedJson(name) + ":{");
        m_members.push_back({Member::Open, opened.back()});
    };
    const auto closeObject = [&] {
        m_members.push_back({Member::Close, opened.back()});
        opened.pop_back();
    };
    openObject(u"data"_s);
    for (const Leaf &leaf : std::as_const(leaves)) {
        const QStringList objects = leaf.path.mid(0, leaf.path.size() - 1);
        for (; objects.mid(0, open.size()) != open; open.removeLast())
            closeObject();
        for (; open.size() < objects.size(); open.append(objects[open.size()]))
            openObject(objects[open.size()]);
        m_members.push_back({Member::Value, quotedJson(leaf.path.last()) + ":", leaf.source, ValueWriter(leaf.format)});
    }
    while (!opened.empty())
        closeObject();
}

/// What was written last tells what is due: no value and no other piece ends in a brace that opens.
void DraftWriter::appendMembers(ByteBuffer &out, const RawRecord &row) const
{
    for (const Member &member : m_members) {
        const std::size_t begin = out.size();
        const bool isFirst = out.view().back() == '{';
        if (member.kind == Member::Close) {
            if (isFirst) {
                const std::size_t size = begin - member.before.size();
                out.resize(out.view()[size - 1] == ',' ? size - 1 : size);
            } else {
                out.append("}");
            }
            continue;
        }
        if (!isFirst)
            out.append(",");
        out.append(member.before);
        // A text that does not fit is no value; the check leaves such a row out.
        if (member.kind == Member::Value &&
            member.writer->append(out, m_plan.text(row, member.source)) != ValueWriter::Written)
            out.resize(begin);
    }
}

/// What a passport itself says is certified goes before the setting, which may make more public.
void DraftWriter::appendPaths(ByteBuffer &out, const RawRecord &row) const
{
    const std::size_t begin = out.size();
    out.append(R"(,"certifiedPaths":)");
    if (m_paths.append(out, m_plan.text(row, m_plan.certifiedPaths)) == ValueWriter::Written) {
        out.append("}");
        return;
    }
    out.resize(begin);
    out.append(m_usualPaths);
}

std::string_view DraftWriter::valueOf(const Piece &piece, const RawRecord &row, Granularity granularity) const
{
    if (piece.cell == Cell::Granularity)
        return wireWord(granularity);
    const std::string_view text = m_plan.text(row, piece.column);
    if (piece.cell != Cell::NameOrNumber || !text.empty()) [[likely]]
        return text;
    for (const int column : {m_plan.item, m_plan.batch, m_plan.model}) {
        if (const std::string_view number = m_plan.text(row, column); !number.empty())
            return number;
    }
    return text;
}

/// Into room enough for the worst case. Copies the short constants in one go, whatever their size.
char *DraftWriter::writePiece(char *to, const Piece &piece, std::string_view value) const
{
    const char *from = piece.before.data();
    for (std::size_t copied = 0; copied < piece.size; copied += shortCopy)
        std::memcpy(to + copied, from + copied, shortCopy);
    to += piece.size;
    if (piece.cell == Cell::Granularity || (piece.cell == Cell::Network && value.empty())) {
        const std::string_view word = piece.cell == Cell::Network ? std::string_view(m_network) : value;
        std::memcpy(to, word.data(), word.size());
        to += word.size();
    } else {
        to = writeEscaped(to, value);
    }
    *to = '"';
    return to + 1;
}

void DraftWriter::append(ByteBuffer &out, const RawRecord &row, Granularity granularity) const
{
    for (const Piece &piece : m_pieces) {
        const std::string_view value = valueOf(piece, row, granularity);
        if (value.empty() && piece.cell == Cell::UnlessEmpty)
            continue;
        out.reserveMore(piece.before.size() + value.size() * longestEscape + m_network.size() + 1);
        char *const end = writePiece(out.data() + out.size(), piece, value);
        out.resize(std::size_t(end - out.data()));
    }
    if (!m_members.empty()) {
        out.append(m_before);
        appendMembers(out, row);
    }
    out.append(m_after);
    if (m_plan.certifiedPaths >= 0)
        appendPaths(out, row);
}

} // namespace chancery::catalogue
