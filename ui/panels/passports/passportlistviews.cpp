// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/passports/passportlist.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/skeletonrows.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/tableview.h"

#include <QHeaderView>
#include <QPushButton>

// How the list looks and where its parts are; what it does is in passportlist.cpp.

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

/// Room for this text in a cell, its margins included.
int widthOf(const QWidget &widget, const QString &text)
{
    return widget.fontMetrics().horizontalAdvance(text) + 2 * space::medium + 2;
}

} // namespace

void PassportList::buildViews()
{
    m_tableView = new TableView(this);
    m_tableView->setObjectName(u"passportsTable"_s);
    m_tableView->setAccessibleName(tr("Passports"));
    m_tableView->setModel(&m_table);
    m_tableView->setSortingEnabled(true);
    m_tableView->setTextElideMode(Qt::ElideMiddle); // neighbours differ at the end of their numbers and names
    m_tableView->horizontalHeader()->setSortIndicatorClearable(true);
    m_tableView->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_tableView->setStretchColumn(PassportColumn::Name);
    m_tableView->setColumnHidden(PassportColumn::Level, true); // the numbers tell it
    const QString network = u"StarknetSepolia"_s;              // whether it says Mainnet must be legible
    m_tableView->setLeastWidth(PassportColumn::Number, widthOf(*this, u"ART-000000"_s));
    m_tableView->setLeastWidth(PassportColumn::Name, widthOf(*this, u"Cardinal bifold"_s));
    m_tableView->setLeastWidth(PassportColumn::Network, widthOf(*this, network));
    m_tableView->setLeastWidth(PassportColumn::Updated, widthOf(*this, tr("30 Sep 2025")));
    m_tableView->setLeastWidth(PassportColumn::Status, widthOf(*this, tr("Published")));
    m_tableView->setLeastWidth(PassportColumn::Certification, widthOf(*this, tr("Still pending")) + space::large);

    m_treeView = new TreeView(this);
    m_treeView->setObjectName(u"passportsTree"_s);
    m_treeView->setAccessibleName(tr("Passports by model, batch and item"));
    m_treeView->setModel(&m_tree);
    m_treeView->setStretchColumn(PassportColumn::Name);
    m_treeView->setLeastWidth(PassportColumn::Number, widthOf(*this, u"VER-BIF-BLK-000123, 2025-W36"_s));
    m_treeView->setLeastWidth(PassportColumn::Updated, widthOf(*this, tr("30 Sep 2025")));
    m_treeView->setLeastWidth(PassportColumn::Name, widthOf(*this, u"Cardinal bifold"_s));
    m_treeView->setLeastWidth(PassportColumn::Status, widthOf(*this, tr("Published")));
    m_treeView->setLeastWidth(PassportColumn::Certification, widthOf(*this, tr("Still pending")) + space::large);
    m_treeView->setColumnHidden(PassportColumn::Level, true);   // the tree itself tells it
    m_treeView->setColumnHidden(PassportColumn::Network, true); // below one model it is nearly always the same
    m_treeView->setUniformRowHeights(true);
    m_treeView->setTextElideMode(Qt::ElideMiddle);

    for (QAbstractItemView *each :
         {static_cast<QAbstractItemView *>(m_tableView), static_cast<QAbstractItemView *>(m_treeView)}) {
        each->setItemDelegateForColumn(PassportColumn::Certification, new StatePillDelegate(each));
        connect(each->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PassportList::selectionChanged);
    }
    addWidget(m_tableView);
    addWidget(m_treeView);
    addWidget(new SkeletonRows(this));
}

void PassportList::buildEmptyStates()
{
    auto *nothingThere = new EmptyState({u"passport"_s, tr("No passports yet"),
                                         tr("Bring a whole catalogue in from a CSV file, or write the first passport "
                                            "by hand.")},
                                        this);
    QPushButton *import = nothingThere->addPrimaryAction(tr("Import a CSV file…"));
    QPushButton *create = nothingThere->addAction(tr("New passport…"));
    import->setObjectName(u"emptyImport"_s);
    create->setObjectName(u"emptyNewPassport"_s);
    connect(import, &QPushButton::clicked, this, &PassportList::importWanted);
    connect(create, &QPushButton::clicked, this, &PassportList::creationWanted);
    addWidget(nothingThere);

    auto *nothingMatches = new EmptyState({u"search"_s, tr("No passport matches"),
                                           tr("No passport meets the search and the filters. The search looks into "
                                              "every column and into all data.")},
                                          this);
    QPushButton *clear = nothingMatches->addAction(tr("Clear search and filters"));
    clear->setObjectName(u"clearFilters"_s);
    connect(clear, &QPushButton::clicked, this, &PassportList::filtersUnwanted);
    addWidget(nothingMatches);

    addWidget(new EmptyState({u"network"_s, tr("The passports could not be loaded"),
                              tr("The message above says what happened. Nothing is lost; they stand here once the "
                                 "service answers.")},
                             this));
}

QAbstractItemView *PassportList::view() const
{
    return m_isTree ? static_cast<QAbstractItemView *>(m_treeView) : static_cast<QAbstractItemView *>(m_tableView);
}

} // namespace chancery
