// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/aliases.h"
#include "core/catalogue/mappingtemplate.h"

#include <algorithm>

namespace chancery::catalogue {

namespace {

/// From this likeness on, of two names one may be the other's successor.
constexpr double sameName = 0.75;
constexpr qsizetype comparedLength = 64;

QString folded(const QString &header)
{
    return header.simplified().toCaseFolded();
}

/// 1 for equal texts, 0 for those that share no letter in order: twice the longest common subsequence over both sizes.
double likeness(const QString &a, const QString &b)
{
    QList<int> row(b.size() + 1, 0);
    for (const QChar c : a) {
        int diagonal = 0;
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const int above = row[j];
            row[j] = b[j - 1] == c ? diagonal + 1 : std::max(above, row[j - 1]);
            diagonal = above;
        }
    }
    return a.size() + b.size() == 0 ? 0 : 2.0 * row.constLast() / double(a.size() + b.size());
}

double likenessOfNames(const QString &a, const QString &b)
{
    const QList<Claim> claimsA = claimsOf(a);
    const QList<Claim> claimsB = claimsOf(b);
    if (!claimsA.isEmpty() && !claimsB.isEmpty())
        return claimsA.first().target == claimsB.first().target ? 1 : 0;
    return likeness(headerWords(a).join(QString()).left(comparedLength),
                    headerWords(b).join(QString()).left(comparedLength));
}

/// Moves the most similar pairs from both lists, best first.
void guessRenamed(HeaderChanges &changes)
{
    // Comparing all with all is for lists a person can read.
    constexpr qsizetype most = 50;
    if (changes.missing.size() > most || changes.added.size() > most)
        return;
    while (!changes.missing.isEmpty() && !changes.added.isEmpty()) {
        double best = 0;
        std::pair<qsizetype, qsizetype> pair;
        for (qsizetype i = 0; i < changes.missing.size(); ++i) {
            for (qsizetype j = 0; j < changes.added.size(); ++j) {
                const double like = likenessOfNames(changes.missing[i], changes.added[j]);
                if (like > best) {
                    best = like;
                    pair = {i, j};
                }
            }
        }
        if (best < sameName)
            return;
        changes.renamed.append({changes.missing.takeAt(pair.first), changes.added.takeAt(pair.second)});
    }
}

} // namespace

HeaderChanges headerChanges(const QStringList &known, const QStringList &now)
{
    HeaderChanges changes;
    QStringList left;
    for (const QString &header : known)
        left.append(folded(header));
    for (const QString &header : now) {
        if (const qsizetype at = left.indexOf(folded(header)); at >= 0)
            left[at] = QString(QChar::Null); // found; no header folds to this
        else
            changes.added.append(header);
    }
    for (qsizetype i = 0; i < known.size(); ++i) {
        if (left[i] != QString(QChar::Null))
            changes.missing.append(known[i]);
    }
    // An export of failed rows is a file with the same columns and one more.
    if (!changes.added.isEmpty() && changes.added.constLast() == reasonColumn && now.constLast() == reasonColumn)
        changes.added.removeLast();
    guessRenamed(changes);
    return changes;
}

std::optional<TemplateMatch> bestMatch(const QList<MappingTemplate> &templates, const QStringList &headers)
{
    std::optional<TemplateMatch> best;
    double bestScore = 0;
    for (const MappingTemplate &candidate : templates) {
        const QStringList known = candidate.headers();
        const HeaderChanges changes = headerChanges(known, headers);
        const auto kept = double(known.size() - changes.missing.size()) - 0.5 * double(changes.renamed.size());
        const double score = kept / std::max(1.0, double(std::max(known.size(), headers.size())));
        const bool isNewer = best && score == bestScore && candidate.used > best->value.used;
        if (score < 0.5 || !(score > bestScore || isNewer))
            continue;
        bestScore = score;
        best = TemplateMatch{candidate, changes};
    }
    return best;
}

} // namespace chancery::catalogue
