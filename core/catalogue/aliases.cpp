// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/aliases.h"

#include "core/catalogue/aliastable.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

namespace {

/// A foreigner's number is worth this much of a number.
constexpr double foreignShare = 0.5;
constexpr double qualifiedShare = 0.92;

QString toText(std::string_view text)
{
    return QString::fromLatin1(text.data(), qsizetype(text.size()));
}

QStringList wordsOf(std::string_view text)
{
    return toText(text).split(u' ', Qt::SkipEmptyParts);
}

/// Every spelling of a phrase, words run together: `artikel nummer` and `Artikelnummer` are one.
QStringList spellings(const QString &phrase)
{
    QStringList all{QString()};
    for (const QString &part : phrase.split(u' ', Qt::SkipEmptyParts)) {
        QStringList choices{part};
        for (const aliases::WordSet &set : aliases::wordSets) {
            if (part == u'$' + toText(set.name))
                choices = wordsOf(set.words);
        }
        QStringList longer;
        for (const QString &begun : std::as_const(all)) {
            for (const QString &choice : std::as_const(choices))
                longer.append(begun + choice);
        }
        all = longer;
    }
    return all;
}

using ClaimTable = QHash<QString, QList<Claim>>;

ClaimTable makeTable()
{
    ClaimTable table;
    for (const aliases::Alias &alias : aliases::table) {
        const Target target = parseTarget(toText(alias.field)).value_or(Target());
        for (const QString &phrase : toText(alias.phrases).split(u',')) {
            for (const QString &spelling : spellings(phrase.simplified())) {
                QList<Claim> &claims = table[spelling];
                const bool isKnown = std::any_of(claims.cbegin(), claims.cend(),
                                                 [&target](const Claim &claim) { return claim.target == target; });
                if (!isKnown)
                    claims.append({target, alias.certainty});
            }
        }
    }
    for (QList<Claim> &claims : table) {
        std::stable_sort(claims.begin(), claims.end(),
                         [](const Claim &a, const Claim &b) { return a.certainty > b.certainty; });
    }
    return table;
}

const ClaimTable &claimTable()
{
    static const ClaimTable table = makeTable();
    return table;
}

QList<Claim> scaled(QList<Claim> claims, double share)
{
    for (Claim &claim : claims)
        claim.certainty *= share;
    return claims;
}

/// The fields' own names come before the guide's, and those before all others.
std::optional<Claim> exactClaim(const QString &header)
{
    static const QHash<QString, std::pair<QString, double>> names{
        {u"modelnumber"_s, {u"modelNumber"_s, 1.0}}, {u"batchnumber"_s, {u"batchNumber"_s, 1.0}},
        {u"itemnumber"_s, {u"itemNumber"_s, 1.0}},   {u"name"_s, {u"name"_s, 1.0}},
        {u"description"_s, {u"description"_s, 1.0}}, {u"granularity"_s, {u"granularity"_s, 1.0}},
        {u"network"_s, {u"network"_s, 1.0}},         {u"sku"_s, {u"modelNumber"_s, 0.99}},
        {u"gtin"_s, {u"data.gtin"_s, 0.99}},         {u"material"_s, {u"data.material"_s, 0.99}},
    };
    const auto found = names.constFind(header.trimmed().toLower());
    if (found == names.cend())
        return std::nullopt;
    return Claim{parseTarget(found->first).value_or(Target()), found->second, true};
}

QList<Claim> aliasClaims(QStringList words)
{
    static const QStringList qualifiers = wordsOf(aliases::qualifiers);
    static const QStringList foreigners = wordsOf(aliases::foreigners);
    const auto isForeign = [](const QString &word) { return foreigners.contains(word); };
    const auto own = std::remove_if(words.begin(), words.end(), isForeign);
    double share = own == words.end() ? 1 : foreignShare;
    words.erase(own, words.end());
    while (!words.isEmpty()) {
        const auto known = claimTable().constFind(words.join(QString()));
        if (known != claimTable().cend())
            return scaled(*known, share);
        if (words == QStringList{u"sku"_s})
            return {{Target{Target::Kind::ModelNumber, {}}, 0.97 * share}};
        if (!qualifiers.contains(words.takeFirst()))
            break;
        share *= qualifiedShare;
    }
    return {};
}

} // namespace

QStringList headerWords(const QString &header)
{
    static const QRegularExpression bracketed(uR"(\([^)]*\)|\[[^\]]*\])"_s);
    static const QRegularExpression humps(uR"((?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]))"_s);
    static const QRegularExpression seams(uR"((?<=[a-z])(?=[0-9]))"_s);
    static const QRegularExpression others(uR"([^\p{L}\p{N}]+)"_s);
    static const QStringList fillers = wordsOf(aliases::fillers);
    static const QStringList locales = wordsOf(aliases::locales);
    QString text = header;
    text.remove(bracketed);
    if (text.trimmed().isEmpty())
        text = header;
    text.replace(humps, u" "_s).replace(u'°', u'o').replace(u'#', u" no "_s);
    QString plain;
    for (const QChar c : text.normalized(QString::NormalizationForm_KD).toCaseFolded()) {
        if (c.category() != QChar::Mark_NonSpacing)
            plain += c;
    }
    plain.replace(u"ß"_s, u"ss"_s)
        .replace(u"œ"_s, u"oe"_s)
        .replace(u"æ"_s, u"ae"_s)
        .replace(u'ø', u'o')
        .replace(seams, u" "_s);
    QStringList words = plain.split(others, Qt::SkipEmptyParts);
    while (words.size() > 1 && locales.contains(words.constLast()))
        words.removeLast();
    QStringList telling;
    for (const QString &word : std::as_const(words)) {
        if (!fillers.contains(word))
            telling.append(word);
    }
    return telling.isEmpty() ? words : telling;
}

QList<Claim> claimsOf(const QString &header)
{
    QList<Claim> claims = aliasClaims(headerWords(header));
    if (const auto exact = exactClaim(header)) {
        claims.removeIf([&exact](const Claim &claim) { return claim.target == exact->target; });
        claims.prepend(*exact);
    }
    return claims;
}

} // namespace chancery::catalogue
