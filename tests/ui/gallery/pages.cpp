// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/gallery/pages.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/card.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/lanebar.h"
#include "ui/widgets/panelheader.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/stepbar.h"
#include "ui/widgets/tableview.h"

#include <QBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTabWidget>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace chancery::gallery {

QStandardItem *cell(const QString &text)
{
    return new QStandardItem(text);
}

QStandardItem *state(Tone tone, const QString &text)
{
    auto *item = new QStandardItem(text);
    item->setData(int(tone), ToneRole);
    return item;
}

QStandardItem *number(const QString &text)
{
    auto *item = new QStandardItem(text);
    item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return item;
}

QWidget *page(QLayout *layout)
{
    auto *widget = new QWidget;
    widget->setLayout(layout);
    layout->setContentsMargins(space::huge, space::large, space::huge, space::large);
    return widget;
}

QPushButton *button(const QString &text, ButtonKind kind)
{
    auto *widget = new QPushButton(text);
    setButtonKind(*widget, kind);
    return widget;
}

namespace {

QStandardItemModel *passports(QObject *parent)
{
    auto *model = new QStandardItemModel(parent);
    model->setHorizontalHeaderLabels(
        {u"Model"_s, u"Name"_s, u"Level"_s, u"Certification"_s, u"Network"_s, u"Updated"_s});
    struct Line
    {
        const char16_t *model;
        const char16_t *name;
        Tone tone;
        const char16_t *state;
        const char16_t *updated;
    };
    const Line lines[] = {
        {u"WAL-LEATHER-2026", u"Heritage Leather Wallet", Tone::Good, u"Certified", u"2 min ago"},
        {u"WAL-LEATHER-2027", u"Heritage Leather Wallet, slim", Tone::Attention, u"Pending since 14:02", u"4 min ago"},
        {u"BAG-WEEK-011", u"Heritage Weekender", Tone::Good, u"Certified", u"1 h ago"},
        {u"BAG-WEEK-012", u"Heritage Weekender, navy", Tone::Neutral, u"Not started", u"3 h ago"},
        {u"BLT-CALF-30", u"Heritage Belt 30 mm", Tone::Bad, u"Error", u"5 h ago"},
        {u"BLT-CALF-35", u"Heritage Belt 35 mm", Tone::Unknown, u"Unknown", u"yesterday"},
        {u"CRD-SLV-01", u"Heritage Card Sleeve", Tone::Accent, u"Accepted", u"yesterday"},
    };
    for (const Line &line : lines)
        model->appendRow({cell(QString::fromUtf16(line.model)), cell(QString::fromUtf16(line.name)), cell(u"model"_s),
                          state(line.tone, QString::fromUtf16(line.state)), cell(u"StarknetSepolia"_s),
                          cell(QString::fromUtf16(line.updated))});
    return model;
}

QWidget *inspector()
{
    auto *side = new QWidget;
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(space::large, 0, 0, 0);
    column->setSpacing(space::medium);
    auto *title = new QLabel(u"Heritage Leather Wallet, slim"_s);
    setType(*title, Type::CardTitle);
    auto *pills = new QHBoxLayout;
    pills->addWidget(new StatePill(Tone::Good, u"Published"_s));
    pills->addWidget(new StatePill(Tone::Attention, u"Pending since 14:02"_s));
    pills->addStretch();
    auto *tabs = new QTabWidget;
    auto *fields = new FieldList;
    fields->setFields({{u"Model number"_s, u"WAL-LEATHER-2027"_s, u"model"_s},
                       {u"Network"_s, u"StarknetSepolia (test)"_s, {}},
                       {u"GTIN"_s, u"3760001000019"_s, {}},
                       {u"Material"_s, u"Full-grain leather"_s, {}},
                       {u"Batch"_s, {}, {}},
                       {u"Token"_s, u"0x8291044556677889a1b2c3d4e5f60718293a4b5c6d7e8f90"_s, {}}});
    auto *fieldPage = new QWidget;
    auto *fieldColumn = new QVBoxLayout(fieldPage);
    fieldColumn->setContentsMargins(0, space::medium, 0, 0);
    fieldColumn->addWidget(fields);
    fieldColumn->addStretch();
    tabs->addTab(fieldPage, u"Fields"_s);
    for (const QString &name : {u"JSON"_s, u"Certificate"_s, u"History"_s})
        tabs->addTab(new QWidget, name);
    auto *ends = new QHBoxLayout;
    ends->addStretch();
    ends->addWidget(button(u"Discard"_s));
    ends->addWidget(button(u"Review and save…"_s, ButtonKind::Primary));
    column->addWidget(title);
    column->addLayout(pills);
    column->addWidget(tabs, 1);
    column->addLayout(ends);
    return side;
}

} // namespace

QWidget *passportsPage()
{
    auto *column = new QVBoxLayout;
    column->setSpacing(space::medium);
    auto *header = new PanelHeader(u"Passports"_s);
    header->setSubtitle(u"1,002,418 on the service · synced 2 min ago"_s);
    header->addAction(button(u"Publish…"_s));
    auto *create = button(u"New passport"_s, ButtonKind::Primary);
    create->setIcon(themeIcon(u"plus"_s));
    header->addAction(create);
    auto *filters = new QHBoxLayout;
    auto *search = new SearchField(u"Search passports"_s);
    search->setText(u"heritage"_s);
    filters->addWidget(search, 1);
    for (const QString &name : {u"Status: any"_s, u"Level: model"_s}) {
        auto *filter = button(name);
        filter->setMenu(new QMenu(filter));
        filters->addWidget(filter);
    }
    for (const QString &icon : {u"table"_s, u"tree"_s, u"refresh"_s}) {
        auto *tool = new QToolButton;
        tool->setIcon(themeIcon(icon));
        tool->setCheckable(icon != u"refresh"_s);
        tool->setChecked(icon == u"table"_s);
        filters->addWidget(tool);
    }
    auto *table = new TableView;
    table->setModel(passports(table));
    table->setItemDelegateForColumn(3, new StatePillDelegate(table));
    table->setStretchColumn(1);
    table->setSortingEnabled(true);
    table->sortByColumn(0, Qt::DescendingOrder);
    table->selectRow(1);
    auto *busy = new BusyBar;
    busy->start();
    auto *left = new QWidget;
    auto *leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, space::tiny, 0);
    leftColumn->setSpacing(0);
    leftColumn->addWidget(busy);
    leftColumn->addWidget(table);
    auto *splitter = new Splitter(Qt::Horizontal);
    splitter->addWidget(left);
    splitter->addWidget(inspector());
    splitter->setSizes({760, 380});
    column->addWidget(header);
    column->addLayout(filters);
    column->addWidget(splitter, 1);
    return page(column);
}

QWidget *importsPage()
{
    auto *column = new QVBoxLayout;
    column->setSpacing(space::medium);
    auto *header = new PanelHeader(u"spring-catalogue.csv"_s);
    header->setSubtitle(u"into Maison Aubrac · plan 7f3a 91c2 · started 14:02"_s);
    auto *pause = button(u"Pause"_s);
    pause->setIcon(themeIcon(u"pause"_s));
    header->addAction(pause);
    header->addAction(button(u"Stop after this chunk"_s));
    auto *steps = new StepBar({u"File"_s, u"Columns"_s, u"Check"_s, u"Run"_s, u"Report"_s});
    steps->setCurrent(3);
    auto *run = new Card(u"61,982 of 100,000 rows settled"_s);
    run->setRemark(u"1,240 rows/s · about 31 s left"_s);
    auto *lanes = new LaneBar;
    lanes->setLanes({.completed = 61'394, .failed = 588, .accepted = 5'500, .unknown = 3, .notSent = 32'515});
    run->body()->addWidget(lanes);
    auto *failures = new Card(u"Failures so far"_s);
    failures->setRemark(u"588 rows in 3 groups, newest first"_s);
    failures->addHeaderWidget(button(u"Export failed rows…"_s));
    failures->setFlush();
    auto *table = new TableView;
    auto *model = new QStandardItemModel(table);
    model->setHorizontalHeaderLabels(
        {u"Lines"_s, u"Rows"_s, u"Reason given by the server"_s, u"First row"_s, u"What to do"_s});
    model->horizontalHeaderItem(1)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    model->appendRow({cell(u"41,002 – 41,571"_s), number(u"570"_s),
                      cell(u"network: StarknetMainnet is not enabled for this application"_s), cell(u"WAL-00041002"_s),
                      cell(u"Change the network column, send again"_s)});
    model->appendRow({cell(u"38,110"_s), number(u"1"_s), cell(u"modelNumber must not be empty"_s),
                      cell(u"line 38,110"_s), cell(u"Fill in sku, send again"_s)});
    model->appendRow({cell(u"12,001 – 60,417"_s), number(u"17"_s), cell(u"data.gtin must be 14 digits or fewer"_s),
                      cell(u"BAG-00012001"_s), cell(u"Correct the GTIN, send again"_s)});
    table->setModel(model);
    table->setFrameShape(QFrame::NoFrame);
    table->setStretchColumn(2);
    failures->body()->addWidget(table);
    column->addWidget(header);
    column->addWidget(steps);
    column->addWidget(run);
    column->addWidget(failures, 1);
    return page(column);
}

QWidget *bannersPage()
{
    auto *column = new QVBoxLayout;
    column->setSpacing(space::medium);
    Error error;
    error.kind = ErrorKind::Conflict;
    error.title = u"Duplicate reference"_s;
    error.detail = u"WAL-LEATHER-2027 exists already for this application"_s;
    error.httpStatus = 409;
    error.requestId = u"test-request-7f3a"_s;
    auto *failed = new Banner;
    failed->showError(error);
    failed->addAction(u"Reload"_s);
    column->addWidget(failed);
    auto *open = new Banner;
    open->showContent({.tone = Tone::Unknown,
                       .headline = u"The answer to 3 rows was lost, so their outcome is not known."_s,
                       .serverWords = u"upstream connect error or disconnect/reset before headers"_s,
                       .remedy = u"The report is asked again every 2 s; nothing is sent twice."_s,
                       .details = u"HTTP status: 503\nRequest id: test-request-91c2\nRows 12,001 to 12,003"_s});
    open->findChild<QToolButton *>(u"banner.details"_s)->setChecked(true);
    column->addWidget(open);
    for (const auto &[tone, words] :
         {std::pair{Tone::Attention, u"The keychain has not answered yet for Maison Aubrac."_s},
          std::pair{Tone::Good, u"10,000 rows are in."_s},
          std::pair{Tone::Accent, u"A newer list is on the service."_s}}) {
        auto *banner = new Banner;
        banner->showContent({.tone = tone,
                             .headline = words,
                             .serverWords = {},
                             .remedy = u"Look for its unlock window, or type the credential for this session."_s,
                             .details = {}});
        column->addWidget(banner);
    }
    auto *empty =
        new EmptyState({u"import"_s, u"Bring a catalogue in"_s,
                        u"Drop a CSV file here or choose one. Nothing is sent before you have seen what would be."_s});
    empty->addPrimaryAction(u"Choose a file…"_s);
    empty->addAction(u"Open the sample"_s);
    column->addWidget(empty, 1);
    return page(column);
}

} // namespace chancery::gallery
