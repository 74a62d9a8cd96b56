// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/mappingtext.h"

#include "ui/words/findingtext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace chancery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(MappingText)
};

constexpr qsizetype named = 8;

/// The first few, quoted, and how many more there are.
QString listed(const QStringList &names)
{
    QStringList quoted;
    for (const QString &name : names.mid(0, named))
        quoted << Text::tr("“%1”").arg(name);
    const qsizetype more = names.size() - quoted.size();
    const QString list = quoted.join(Text::tr(", "));
    return more > 0 ? Text::tr("%1 and %2 more").arg(list).arg(more) : list;
}

} // namespace

QStringList describe(const catalogue::HeaderChanges &changes)
{
    QStringList sentences;
    QStringList renamed;
    for (const auto &[before, after] : changes.renamed)
        renamed << before + u" → "_s + after;
    if (!changes.missing.isEmpty())
        sentences << Text::tr("Missing: %1.").arg(listed(changes.missing));
    if (!changes.added.isEmpty())
        sentences << Text::tr("New: %1.").arg(listed(changes.added));
    if (!renamed.isEmpty())
        sentences << Text::tr("Perhaps renamed: %1.").arg(listed(renamed));
    return sentences;
}

QString suggestionText(const catalogue::ColumnMapping &column)
{
    if (!column.suggestion)
        return {};
    return Text::tr("may be the %1, %2 % sure").arg(fieldLabel(*column.suggestion)).arg(qRound(column.certainty * 100));
}

} // namespace chancery
