// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/passports/passportlist.h"

#include "core/async/errorof.h"
#include "core/runs/publishplan.h"
#include "ui/widgets/tableview.h"

#include <algorithm>
#include <limits>

// What of the list is selected. The table holds the rows that were looked at; the mirror has the others.

namespace chancery {

using namespace Qt::StringLiterals;
using keyban::Passport;

namespace {

constexpr qint64 mostHere = 5'000;   ///< rows that are looked at at once, in the window's own thread
constexpr qint64 readAtOnce = 2'000; ///< rows that are asked of the mirror at a time
const QString draftStatus = u"draft"_s;

} // namespace

qint64 PassportList::selectedCount() const
{
    qint64 count = 0;
    for (const QItemSelectionRange &range : view()->selectionModel()->selection())
        count += range.left() == 0 || m_isTree ? range.height() : 0;
    return count;
}

QList<Passport> PassportList::selected() const
{
    QList<Passport> passports;
    if (m_isTree) {
        for (const QModelIndex &index : m_treeView->selectionModel()->selectedRows()) {
            if (const Passport *passport = m_tree.passportAt(index))
                passports << *passport;
        }
        return passports;
    }
    for (const QItemSelectionRange &range : m_tableView->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom() && passports.size() < mostHere; ++row) {
            if (const Passport *passport = m_table.passportAt(row))
                passports << *passport;
        }
    }
    return passports;
}

bool PassportList::isSelectionHere() const
{
    return m_isTree || (selectedCount() <= mostHere && selected().size() == selectedCount());
}

std::optional<qint64> PassportList::selectedDrafts() const
{
    if (!m_isTree && selectedCount() == m_total)
        return m_drafts;
    if (!isSelectionHere())
        return std::nullopt;
    const QList<Passport> passports = selected();
    return std::count_if(passports.begin(), passports.end(), isDraft);
}

Pending<QList<Passport>> PassportList::readDraftsOnShow()
{
    MirrorQuery drafts = m_query;
    drafts.status = draftStatus;
    return m_parts.mirror.passportsOf(drafts, std::numeric_limits<int>::max());
}

Pending<QList<Passport>> PassportList::readSelectedDrafts()
{
    if (selectedCount() == m_total)
        return readDraftsOnShow();
    QList<Span> spans;
    for (const QItemSelectionRange &range : m_tableView->selectionModel()->selection()) {
        for (qint64 first = range.top(); first <= range.bottom(); first += readAtOnce)
            spans.append({first, std::min(readAtOnce, range.bottom() - first + 1)});
    }
    return readDrafts(m_query, std::move(spans), {});
}

/// Part by part, so that searches are answered in between and nothing is kept but the drafts.
Pending<QList<Passport>> PassportList::readDrafts(const MirrorQuery &query, QList<Span> spans, QList<Passport> soFar)
{
    if (spans.isEmpty())
        return Pending<QList<Passport>>::ready(std::move(soFar));
    const Span next = spans.takeLast();
    return m_parts.mirror.page(query, next.first, next.count)
        .andThen([this, query, spans, next, drafts = std::move(soFar)](const MirrorPage &page) mutable {
            if (!isAsSelected(page, next))
                return Pending<QList<Passport>>::failed(errorOf(ErrorKind::Conflict, Cause::PlanChanged));
            std::copy_if(page.rows.begin(), page.rows.end(), std::back_inserter(drafts), isDraft);
            return readDrafts(query, std::move(spans), std::move(drafts));
        });
}

/// Rows are selected by their place, so a row that moved in the mirror since it was shown would be mistaken.
bool PassportList::isAsSelected(const MirrorPage &page, const Span &span) const
{
    if (page.rows.size() != span.count)
        return false;
    for (qsizetype i = 0; i < page.rows.size(); ++i) {
        const Passport *shown = m_table.passportAt(int(span.first + i));
        if (shown && shown->id != page.rows[i].id)
            return false;
    }
    return true;
}

} // namespace chancery
