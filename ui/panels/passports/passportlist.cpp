// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/passports/passportlist.h"

#include "ui/widgets/tableview.h"

#include <QScrollBar>

#include <algorithm>
#include <chrono>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using keyban::Passport;
using keyban::PassportKey;

namespace {

constexpr qsizetype mostLocated = 100; ///< rows whose selection follows them wherever they go
constexpr qint64 fewBranches = 40;     ///< so many are opened at once when something is sought
const QString draftStatus = u"draft"_s;

MirrorColumn columnOf(int column)
{
    switch (column) {
    case PassportColumn::Name:
        return MirrorColumn::Name;
    case PassportColumn::Level:
        return MirrorColumn::Level;
    case PassportColumn::Status:
        return MirrorColumn::Status;
    case PassportColumn::Certification:
        return MirrorColumn::Certification;
    case PassportColumn::Network:
        return MirrorColumn::Network;
    case PassportColumn::Updated:
        return MirrorColumn::Updated;
    default:
        return MirrorColumn::Number;
    }
}

} // namespace

PassportList::PassportList(Parts parts, QWidget *parent)
    : QStackedWidget(parent)
    , m_parts(parts)
    , m_table(parts.dialect)
    , m_tree(parts.dialect)
    , m_question(std::make_unique<QObject>())
{
    buildViews();
    buildEmptyStates();
    connectModels();
    m_clock.setInterval(15s);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        m_table.setNow(QDateTime::currentDateTimeUtc());
        m_tree.setNow(QDateTime::currentDateTimeUtc());
    });
    m_clock.start();
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(300ms);
    connect(&m_refresh, &QTimer::timeout, this, &PassportList::askAgain);
    refreshPage();
}

void PassportList::connectModels()
{
    connect(&m_table, &PassportsTableModel::windowWanted, this, &PassportList::fetch, Qt::QueuedConnection);
    connect(&m_table, &PassportsTableModel::orderWanted, this, &PassportList::setOrder);
    connect(&m_tree, &PassportsTreeModel::branchWanted, this, &PassportList::fetchBranch);
    connect(&m_parts.mirror, &Mirror::changed, this, [this] {
        // The first rows are shown at once; later news a few times a second.
        if (m_total.value_or(0) == 0)
            ask();
        else if (!m_refresh.isActive())
            m_refresh.start();
    });
    connect(&m_parts.sync, &MirrorSync::changed, this, &PassportList::refreshPage);
}

template <class T, class Then>
void PassportList::follow(QObject *context, Pending<T> pending, Then then)
{
    std::move(pending).then(context, [this, then = std::move(then)](const Result<T> &answer) {
        if (answer)
            return then(*answer);
        answered();
        if (answer.error().kind != ErrorKind::Cancelled && m_parts.mirror.isOpen())
            Q_EMIT failed(answer.error());
    });
}

void PassportList::setQuery(const MirrorQuery &query)
{
    MirrorQuery wanted = query;
    wanted.column = m_query.column;
    wanted.direction = m_query.direction;
    if (wanted == m_query && m_total)
        return;
    m_query = wanted;
    m_isNew = true;
    ask();
}

void PassportList::setOrder(int column, Qt::SortOrder order)
{
    const MirrorColumn wanted = columnOf(column);
    if (m_query.column == wanted && m_query.direction == order)
        return;
    m_query.column = wanted;
    m_query.direction = column < 0 ? Qt::AscendingOrder : order;
    m_isNew = true;
    ask();
}

void PassportList::setTree(bool tree)
{
    if (m_isTree == tree)
        return;
    const QList<Passport> chosen = selected();
    m_isTree = tree;
    m_wantedId = chosen.size() == 1 ? chosen.first().id : QString();
    m_tree.clear();
    m_total.reset();
    m_isNew = true;
    ask();
}

bool PassportList::isNarrowed() const
{
    return !(m_query == MirrorQuery{.column = m_query.column, .direction = m_query.direction});
}

/// Supersedes what was asked before.
void PassportList::ask()
{
    m_refresh.stop();
    m_question = std::make_unique<QObject>();
    m_isAsking = m_parts.mirror.isOpen();
    if (!m_isAsking)
        return refreshPage();
    m_isTree ? askTree() : askTable();
}

/// News do not supersede a question that is still open: while they keep coming, none would ever be answered.
void PassportList::askAgain()
{
    if (m_isAsking)
        m_isOutdated = true;
    else
        ask();
}

void PassportList::answered()
{
    m_isAsking = false;
    if (std::exchange(m_isOutdated, false))
        m_refresh.start();
}

void PassportList::askTable()
{
    const int top = m_isNew ? 0 : topRow();
    QStringList wanted;
    if (!m_wantedId.isEmpty())
        wanted << m_wantedId;
    if (const Passport *anchor = m_isNew ? nullptr : m_table.passportAt(top))
        wanted << anchor->id;
    for (const QItemSelectionRange &range : m_tableView->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom() && wanted.size() < mostLocated; ++row) {
            if (const Passport *passport = m_table.passportAt(row))
                wanted << passport->id;
        }
    }
    const qint64 first = top / PassportsTableModel::blockRows * PassportsTableModel::blockRows;
    const int blocks = m_isNew ? 1 : 2; // all that can be seen from the top row on
    follow(m_question.get(), m_parts.mirror.page(m_query, first, blocks * PassportsTableModel::blockRows, wanted),
           [this](const MirrorPage &page) { take(page); });
}

void PassportList::take(const MirrorPage &page)
{
    answered();
    const int top = topRow();
    const Passport *anchor = m_isNew ? nullptr : m_table.passportAt(top);
    const QString anchorId = anchor ? anchor->id : QString();
    m_table.replace(page);
    m_total = page.total;
    if (std::exchange(m_isNew, false)) {
        const QModelIndex current = m_tableView->currentIndex();
        current.isValid() ? m_tableView->scrollTo(current) : m_tableView->scrollToTop();
    } else if (const int place = m_table.rowOf(anchorId); place >= 0 && place != top) {
        scrollBy(place - top);
    }
    pickWanted();
    countDrafts();
    refreshPage();
    Q_EMIT rowsShown(page.rows);
    Q_EMIT selectionChanged(); // what is selected may have changed under its row
}

void PassportList::fetch(qint64 first, int count)
{
    follow(m_question.get(), m_parts.mirror.page(m_query, first, count), [this](const MirrorPage &page) {
        m_table.fill(page.first, page.rows);
        Q_EMIT rowsShown(page.rows);
        if (selectedCount() > 0)
            Q_EMIT selectionChanged();
    });
}

/// In line behind the rows, so that it delays none.
void PassportList::countDrafts()
{
    m_drafts = 0;
    MirrorQuery drafts = m_query;
    if (!drafts.status.isEmpty() && drafts.status != draftStatus)
        return;
    drafts.status = draftStatus;
    follow(m_question.get(), m_parts.mirror.page(drafts, 0, 0), [this](const MirrorPage &page) {
        m_drafts = page.total;
        Q_EMIT stateChanged();
    });
}

void PassportList::askTree()
{
    if (m_isNew)
        m_tree.clear();
    for (const auto &[parent, lines] : m_tree.openBranches())
        fetchBranch(parent, 0, std::max(lines, PassportsTreeModel::linesAtOnce));
}

MirrorQuery PassportList::below(const PassportKey &parent) const
{
    MirrorQuery query = m_query;
    if (!parent.modelNumber.isEmpty())
        query.model = parent.modelNumber;
    if (!parent.batchNumber.isEmpty())
        query.batch = parent.batchNumber;
    return query;
}

void PassportList::fetchBranch(const PassportKey &parent, qint64 first, int count)
{
    follow(m_question.get(), m_parts.mirror.branches(below(parent), first, count),
           [this, parent](const MirrorBranches &lines) { takeBranch(parent, lines); });
}

void PassportList::takeBranch(const PassportKey &parent, const MirrorBranches &lines)
{
    m_tree.setLines(parent, lines);
    if (parent == PassportKey()) {
        answered();
        m_total = lines.total;
        m_isNew = false;
        m_drafts = 0;
    }
    if (isNarrowed() && m_tree.topLines() <= fewBranches) {
        const QModelIndex above = m_tree.indexOf(parent);
        for (int row = 0; row < m_tree.rowCount(above); ++row)
            m_treeView->expand(m_tree.index(row, 0, above));
    }
    pickWanted();
    refreshPage();
    QList<Passport> rows;
    for (const MirrorBranch &line : lines.lines) {
        if (line.passport)
            rows << *line.passport;
    }
    Q_EMIT rowsShown(rows);
    if (selectedCount() > 0)
        Q_EMIT selectionChanged();
}

void PassportList::pickWanted()
{
    if (m_wantedId.isEmpty())
        return;
    const QModelIndex index = m_isTree ? m_tree.indexOf(m_wantedId) : m_table.index(m_table.rowOf(m_wantedId), 0);
    if (!index.isValid())
        return;
    m_wantedId.clear();
    view()->setCurrentIndex(index);
    view()->scrollTo(index);
}

void PassportList::refreshPage()
{
    setCurrentIndex(pageFor());
    Q_EMIT stateChanged();
}

PassportList::Page PassportList::pageFor() const
{
    if (m_total.value_or(0) > 0)
        return m_isTree ? Tree : Table;
    const bool isFilling = !m_parts.mirror.state().completeAt.isValid() || m_parts.mirror.isLoading();
    if (m_parts.sync.progress().trouble && m_parts.mirror.state().rows == 0)
        return NothingLoaded;
    if (!m_total || (isFilling && m_parts.mirror.state().rows == 0))
        return Skeleton;
    return isNarrowed() || m_parts.mirror.state().rows > 0 ? NothingMatches : NothingThere;
}

const Passport *PassportList::find(const QString &id) const
{
    return m_isTree ? m_tree.find(id) : m_table.find(id);
}

void PassportList::select(const QString &id)
{
    m_wantedId = id;
    pickWanted();
    if (!m_wantedId.isEmpty())
        ask();
}

void PassportList::update(const Passport &passport)
{
    m_table.update(passport);
    m_tree.update(passport);
    Q_EMIT stateChanged();
}

void PassportList::setUnsaved(const QSet<QString> &ids)
{
    m_table.setUnsaved(ids);
    m_tree.setUnsaved(ids);
}

int PassportList::topRow() const
{
    return std::max(m_tableView->rowAt(0), 0);
}

void PassportList::scrollBy(int rows)
{
    QScrollBar *bar = m_tableView->verticalScrollBar();
    const bool byPixel = m_tableView->verticalScrollMode() == QAbstractItemView::ScrollPerPixel;
    bar->setValue(bar->value() + rows * (byPixel ? m_tableView->rowHeight(0) : 1));
}

} // namespace chancery
