// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/activity/auditlist.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/skeletonrows.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/tableview.h"

#include <QHeaderView>
#include <QPushButton>
#include <QScrollBar>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 pageRows = 200;

enum Page {
    Skeleton,
    Table,
    NothingThere,
    NothingFits,
};

} // namespace

AuditList::AuditList(Ledger &ledger, QWidget *parent)
    : QStackedWidget(parent)
    , m_ledger(ledger)
    , m_table(new TableView(this))
{
    addWidget(new SkeletonRows(this));
    buildTable();
    buildEmptyStates();
    connect(&m_model, &AuditModel::olderWanted, this, &AuditList::loadOlder);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &AuditList::choose);
}

void AuditList::buildTable()
{
    m_table->setObjectName(u"auditTable"_s);
    m_table->setAccessibleName(tr("Audit log"));
    m_table->setModel(&m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setItemDelegateForColumn(AuditModel::What, new StatePillDelegate(m_table));
    m_table->setStretchColumn(AuditModel::Gist);
    const auto room = [this](const QString &text) {
        return m_table->fontMetrics().horizontalAdvance(text) + 2 * space::medium + 2;
    };
    m_table->setLeastWidth(AuditModel::When, room(u"23:59:59"_s));
    m_table->setLeastWidth(AuditModel::What, room(tr("Rejection unknown")) + space::large);
    m_table->setLeastWidth(AuditModel::Subject, room(u"0a1b2c3d…4e5f"_s));
    addWidget(m_table);
}

void AuditList::buildEmptyStates()
{
    auto *nothingThere =
        new EmptyState({u"activity"_s, tr("Nothing has happened yet"),
                        tr("What is decided or instructed is written here before it is sent, with who did it "
                           "and why. Nothing in here can be changed unseen.")},
                       this);
    nothingThere->setObjectName(u"auditEmpty"_s);
    addWidget(nothingThere);
    auto *nothingFits = new EmptyState(
        {u"search"_s, tr("No entry fits"), tr("No entry of the log meets the search and the filters.")}, this);
    QPushButton *clear = nothingFits->addAction(tr("Show all entries"));
    clear->setObjectName(u"clearAuditFilters"_s);
    connect(clear, &QPushButton::clicked, this, &AuditList::filtersUnwanted);
    addWidget(nothingFits);
}

void AuditList::setQuery(const AuditQuery &query, bool isNarrowed)
{
    m_query = query;
    m_query.limit = pageRows;
    m_isNarrowed = isNarrowed;
    reload();
}

void AuditList::reload()
{
    m_readingFurther.reset();
    m_model.forgetWish();
    m_reading = std::make_unique<QObject>();
    m_ledger.auditEntries(m_query).then(m_reading.get(), [this](const Entries &entries) { take(entries); });
}

void AuditList::take(const Entries &entries)
{
    if (!entries) {
        Q_EMIT failed(entries.error());
        return;
    }
    const AuditEntry *chosen = m_model.entryAt(m_table->currentIndex().row());
    const qint64 sequence = chosen ? chosen->sequence : 0;
    m_model.show(*entries, entries->size() == pageRows ? AuditModel::More::Perhaps : AuditModel::More::None);
    if (const int row = m_model.rowOf(sequence); row >= 0)
        m_table->selectRow(row);
    choose();
    showPage();
    Q_EMIT loaded();
}

void AuditList::showPage()
{
    setCurrentIndex(m_model.rowCount() > 0 ? Table : m_isNarrowed ? NothingFits : NothingThere);
    if (hasFocus() && currentIndex() == Table)
        m_table->setFocus();
}

/// Before there are rows it keeps the keyboard itself.
void AuditList::focusInEvent(QFocusEvent *event)
{
    QStackedWidget::focusInEvent(event);
    if (currentIndex() == Table)
        m_table->setFocus(event->reason());
}

void AuditList::loadOlder()
{
    AuditQuery query = m_query;
    query.before = m_model.oldest();
    m_readingFurther = std::make_unique<QObject>();
    m_ledger.auditEntries(query).then(m_readingFurther.get(), [this](const Entries &entries) {
        if (!entries) {
            m_model.forgetWish();
            Q_EMIT failed(entries.error());
            return;
        }
        m_model.append(*entries, entries->size() == pageRows ? AuditModel::More::Perhaps : AuditModel::More::None);
    });
}

/// While another page is on its way, the next look finds them.
void AuditList::lookForNewer()
{
    if (m_model.rowCount() == 0)
        return reload();
    m_ledger.auditEntries(m_query).then(this, [this](const Entries &entries) { takeNewer(entries); });
}

void AuditList::takeNewer(const Entries &entries)
{
    if (!entries || m_model.rowCount() == 0)
        return;
    if (entries->size() == pageRows && entries->last().sequence > m_model.newest())
        return reload(); // more than a page: what is between is not here
    QScrollBar *bar = m_table->verticalScrollBar();
    const bool isAtTop = bar->value() == bar->minimum();
    const int added = m_model.prepend(*entries);
    if (!isAtTop)
        bar->setValue(bar->value() + added * m_table->rowHeight(0));
}

void AuditList::choose()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    Q_EMIT entryChosen(rows.isEmpty() ? nullptr : m_model.entryAt(rows.first().row()));
}

bool AuditList::isWithoutEntries() const
{
    return currentIndex() == NothingThere;
}

} // namespace chancery
