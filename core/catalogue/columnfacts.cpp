// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/columnfacts.h"

#include "core/catalogue/bytebuffer.h"
#include "core/catalogue/gtin.h"

#include <QSet>

#include <algorithm>

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

namespace {

using Kind = Target::Kind;

constexpr qsizetype sentenceLength = 60;
constexpr qsizetype longestCode = 40;
/// So many different right check digits are no accident; a company's own number (GLN) has one too, but repeats.
constexpr int manyGtins = 10;
constexpr double refuted = 0.6;
constexpr double doubtful = 0.75;

bool isDigits(QStringView text)
{
    return std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool isCode(QStringView text)
{
    const bool hasDigit = std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.isDigit(); });
    const bool hasSmall = std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.isLower(); });
    return text.size() <= longestCode && !text.contains(u' ') && (hasDigit || !hasSmall);
}

GtinState stateOf(const QString &text)
{
    ByteBuffer bytes;
    bytes.append(text.toStdString());
    return gtinState(bytes.view());
}

bool isGtin(const Target &target)
{
    return target.kind == Kind::Data && target.path == "gtin"_L1;
}

} // namespace

ColumnFacts::ColumnFacts(const Sample &sample, int column)
    : m_header(sample.headers.value(column))
{
    QSet<QString> seen;
    for (const QStringList &row : sample.rows) {
        const QString text = row.value(column).trimmed();
        if (text.isEmpty())
            continue;
        ++m_filled;
        seen.insert(text);
        m_codes += isCode(text);
        m_bareNumbers += isDigits(text);
        m_sentences += text.size() > sentenceLength || text.endsWith(u'.');
        const GtinState gtin = stateOf(text);
        m_gtins += gtin == GtinState::Right;
        m_gtinLike += gtin != GtinState::NotAGtin;
        m_networks += keyban::dialectOfNetwork(text).has_value();
        m_levels += keyban::granularityFromWire(text.toLower()).has_value();
    }
    m_distinct = int(seen.size());
}

double ColumnFacts::weighed(const Claim &claim) const
{
    if (m_filled == 0)
        return claim.certainty;
    switch (claim.target.kind) {
    case Kind::ModelNumber:
    case Kind::BatchNumber:
    case Kind::ItemNumber:
        return weighedNumber(claim);
    case Kind::Name:
    case Kind::Description:
        return weighedText(claim);
    case Kind::Network:
        return m_networks > 0 ? claim.certainty : claim.certainty * refuted;
    case Kind::Granularity:
        return m_levels > 0 ? claim.certainty : claim.certainty * refuted;
    default:
        break;
    }
    if (isGtin(claim.target)) {
        if (share(m_gtins) > 0.8)
            return std::max(claim.certainty, 0.95);
        return share(m_gtinLike) > 0.5 ? claim.certainty : claim.certainty * refuted;
    }
    // A column of bare numbers called material holds the numbers of materials, not what things are made of.
    return share(m_bareNumbers) > 0.8 ? claim.certainty * refuted : claim.certainty;
}

double ColumnFacts::weighedNumber(const Claim &claim) const
{
    if (share(m_sentences) > 0.2 || (!areCodes() && claim.certainty < 0.9))
        return claim.certainty * refuted;
    if (claim.target.kind == Kind::ItemNumber && !areUnique())
        return claim.certainty * doubtful;
    // A name that could mean a number or a name is decided by what stands below it.
    const bool isLikely = areCodes() && claim.target.kind == Kind::ModelNumber && claim.certainty >= 0.75;
    return isLikely ? std::max(claim.certainty, 0.86) : claim.certainty;
}

double ColumnFacts::weighedText(const Claim &claim) const
{
    if (claim.isExact)
        return claim.certainty;
    if (areCodes() && share(m_codes) == 1 && m_distinct > 1 && claim.target.kind == Kind::Name)
        return claim.certainty * doubtful;
    return claim.certainty;
}

QList<Claim> ColumnFacts::hints(const QList<Claim> &claims) const
{
    QList<Claim> found;
    const auto add = [&](const QString &field, double certainty) {
        const Target target = parseTarget(field).value_or(Target());
        const bool isNamed = std::any_of(claims.cbegin(), claims.cend(),
                                         [&target](const Claim &claim) { return claim.target == target; });
        if (!isNamed)
            found.append({target, certainty});
    };
    if (m_filled == 0)
        return found;
    if (share(m_gtins) > 0.95 && m_filled >= 2)
        add(u"data.gtin"_s, m_distinct >= manyGtins && claims.isEmpty() ? 0.85 : 0.7);
    if (m_networks == m_filled)
        add(u"network"_s, 0.85);
    if (m_levels == m_filled)
        add(u"granularity"_s, m_distinct > 1 ? 0.85 : 0.7);
    return found;
}

} // namespace chancery::catalogue
