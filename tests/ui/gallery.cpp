// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/card.h"
#include "ui/widgets/counttile.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/environmentstrip.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/form.h"
#include "ui/widgets/lanebar.h"
#include "ui/widgets/panelheader.h"
#include "ui/widgets/rail.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/stepbar.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texts.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QCommandLineParser>
#include <QDir>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QStatusBar>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>

using namespace chancery;
using namespace Qt::StringLiterals;

namespace {

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

QWidget *page(QLayout *layout)
{
    auto *widget = new QWidget;
    widget->setLayout(layout);
    layout->setContentsMargins(space::huge, space::large, space::huge, space::large);
    return widget;
}

QPushButton *button(const QString &text, ButtonKind kind = ButtonKind::Default)
{
    auto *widget = new QPushButton(text);
    setButtonKind(*widget, kind);
    return widget;
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

QWidget *buttonsCard()
{
    auto *card = new Card(u"Buttons"_s);
    auto *grid = new QGridLayout;
    int row = 0;
    for (const auto &[name, kind] :
         {std::pair{u"Default"_s, ButtonKind::Default}, std::pair{u"Primary"_s, ButtonKind::Primary},
          std::pair{u"Quiet"_s, ButtonKind::Quiet}, std::pair{u"Danger"_s, ButtonKind::Danger}}) {
        auto *off = button(name, kind);
        off->setEnabled(false);
        auto *icon = button(u"With icon"_s, kind);
        icon->setIcon(themeIcon(u"publish"_s));
        grid->addWidget(button(name, kind), row, 0);
        grid->addWidget(icon, row, 1);
        grid->addWidget(off, row++, 2);
    }
    grid->setColumnStretch(3, 1);
    card->body()->addLayout(grid);
    auto *pills = new QHBoxLayout;
    for (const auto &[tone, word] : {std::pair{Tone::Good, u"done"_s}, std::pair{Tone::Bad, u"failed"_s},
                                     std::pair{Tone::Unknown, u"unknown"_s}, std::pair{Tone::Neutral, u"not sent"_s},
                                     std::pair{Tone::Attention, u"review"_s}, std::pair{Tone::Accent, u"accepted"_s}})
        pills->addWidget(new StatePill(tone, word));
    pills->addStretch();
    card->body()->addLayout(pills);
    return card;
}

QWidget *fieldsCard()
{
    auto *card = new Card(u"Fields"_s);
    auto *form = new Form;
    auto *address = new QLineEdit(u"https://api.prod.keyban.io"_s);
    auto *combo = new QComboBox;
    combo->addItems({u"StarknetSepolia"_s, u"BaseMainnet"_s});
    auto *editable = new QComboBox;
    editable->setEditable(true);
    editable->addItem(u"data.material"_s);
    auto *spin = new QSpinBox;
    spin->setValue(14);
    auto *disabled = new QLineEdit(u"not yours to change"_s);
    disabled->setEnabled(false);
    auto *secret = new QLineEdit(u"test-key"_s);
    secret->setEchoMode(QLineEdit::Password);
    secret->addAction(themeIcon(u"eye"_s, Token::SecondaryText), QLineEdit::TrailingPosition);
    auto *empty = new QLineEdit;
    empty->setPlaceholderText(u"Application id"_s);
    auto *notes = new QPlainTextEdit(u"Wallet screening cleared by provider."_s);
    notes->setFixedHeight(64);
    form->addField(u"Address"_s, address);
    form->addField(u"Application"_s, empty);
    form->addField(u"Network"_s, combo);
    form->addField(u"Field"_s, editable);
    form->addField(u"Digits"_s, spin);
    form->addField(u"Key"_s, secret);
    form->addField(u"Locked"_s, disabled);
    form->addField(u"Reason"_s, notes);
    form->addRemark(u"The key is kept in the keychain and never shown again."_s);
    card->body()->addLayout(form);
    card->body()->addStretch();
    return card;
}

QWidget *choicesCard()
{
    auto *card = new Card(u"Choices and progress"_s);
    auto *row = new QHBoxLayout;
    auto *on = new QCheckBox(u"Checked"_s);
    on->setChecked(true);
    auto *part = new QCheckBox(u"Partly"_s);
    part->setTristate(true);
    part->setCheckState(Qt::PartiallyChecked);
    auto *offOn = new QCheckBox(u"Disabled"_s);
    offOn->setChecked(true);
    offOn->setEnabled(false);
    auto *radio = new QRadioButton(u"This"_s);
    radio->setChecked(true);
    for (QWidget *widget : {static_cast<QWidget *>(on), static_cast<QWidget *>(new QCheckBox(u"Off"_s)),
                            static_cast<QWidget *>(part), static_cast<QWidget *>(offOn), static_cast<QWidget *>(radio),
                            static_cast<QWidget *>(new QRadioButton(u"That"_s))})
        row->addWidget(widget);
    row->addStretch();
    auto *bar = new QProgressBar;
    bar->setValue(62);
    auto *thin = new LaneBar(LaneBar::Legend::Hidden);
    thin->setLanes({.completed = 61, .failed = 2, .accepted = 10, .unknown = 1, .notSent = 30});
    auto *tiles = new QHBoxLayout;
    tiles->setSpacing(space::huge);
    for (const auto &[name, count] :
         {std::pair{u"passports"_s, 1'002'418}, std::pair{u"models"_s, 312}, std::pair{u"drafts"_s, 7}}) {
        auto *tile = new CountTile(name);
        tile->setCount(count);
        tiles->addWidget(tile);
    }
    tiles->addStretch();
    card->body()->addLayout(row);
    card->body()->addWidget(bar);
    card->body()->addWidget(thin);
    card->body()->addLayout(tiles);
    return card;
}

QWidget *treeCard()
{
    auto *card = new Card(u"Tree"_s);
    card->setFlush();
    auto *tree = new TreeView;
    tree->setFrameShape(QFrame::NoFrame);
    auto *model = new QStandardItemModel(tree);
    model->setHorizontalHeaderLabels({u"Passport"_s, u"State"_s, u"Items"_s});
    model->horizontalHeaderItem(2)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *wallet = cell(u"WAL-LEATHER-2026"_s);
    auto *batch = cell(u"Batch 2026-04"_s);
    batch->appendRow({cell(u"Item 000123"_s), state(Tone::Good, u"Certified"_s), number(u"1"_s)});
    batch->appendRow({cell(u"Item 000124"_s), state(Tone::Bad, u"Error"_s), number(u"1"_s)});
    wallet->appendRow({batch, state(Tone::Attention, u"Pending"_s), number(u"2"_s)});
    model->appendRow({wallet, state(Tone::Good, u"Certified"_s), number(u"1,204"_s)});
    model->appendRow({cell(u"BAG-WEEK-011"_s), state(Tone::Neutral, u"Not started"_s), number(u"88"_s)});
    wallet->setIcon(themeIcon(u"tag"_s));
    tree->setModel(model);
    tree->setItemDelegateForColumn(1, new StatePillDelegate(tree));
    tree->setStretchColumn(0);
    tree->expandAll();
    tree->setCurrentIndex(model->index(0, 0));
    card->body()->addWidget(tree);
    return card;
}

QWidget *iconsCard()
{
    auto *card = new Card(u"Icons"_s);
    auto *grid = new QGridLayout;
    grid->setSpacing(space::small);
    int at = 0;
    for (const QString &name : iconNames()) {
        auto *tool = new QToolButton;
        tool->setIcon(themeIcon(name));
        tool->setIconSize({20, 20});
        tool->setToolTip(name);
        grid->addWidget(tool, at / 12, at % 12);
        ++at;
    }
    auto *seal = new QLabel;
    seal->setPixmap(applicationIcon().pixmap(QSize(64, 64)));
    grid->addWidget(seal, 0, 12, 3, 1);
    card->body()->addLayout(grid);
    card->body()->addStretch();
    return card;
}

QWidget *controlsPage()
{
    auto *grid = new QGridLayout;
    grid->setSpacing(space::medium);
    grid->addWidget(buttonsCard(), 0, 0);
    grid->addWidget(fieldsCard(), 0, 1, 2, 1);
    grid->addWidget(choicesCard(), 1, 0);
    grid->addWidget(treeCard(), 2, 0);
    grid->addWidget(iconsCard(), 2, 1);
    grid->setRowStretch(2, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    return page(grid);
}

struct Page
{
    QString key;
    QString name;
    QString icon;
    EnvironmentFacts::Danger danger;
    QWidget *(*make)();
};

QList<Page> pages()
{
    return {{u"passports"_s, u"Passports"_s, u"passport"_s, EnvironmentFacts::Test, passportsPage},
            {u"imports"_s, u"Imports"_s, u"import"_s, EnvironmentFacts::Live, importsPage},
            {u"banners"_s, u"Banners"_s, u"warning"_s, EnvironmentFacts::Test, bannersPage},
            {u"controls"_s, u"Controls"_s, u"settings"_s, EnvironmentFacts::Live, controlsPage}};
}

class Gallery : public QWidget
{
public:
    Gallery()
        : m_strip(new EnvironmentStrip)
        , m_rail(new Rail)
        , m_body(new QHBoxLayout)
    {
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        m_body->setSpacing(0);
        m_body->addWidget(m_rail);
        auto *find = new QPushButton(u"Ctrl K"_s);
        find->setIcon(themeIcon(u"search"_s));
        m_strip->addTrailing(find);
        m_rail->setTitle(u"Chancery"_s);
        for (const Page &entry : pages())
            m_rail->addEntry({entry.key, entry.name, entry.icon});
        m_rail->setBadge(u"imports"_s, u"62 %"_s);
        auto *who = new QLabel(u"Catalogue manager"_s);
        setType(*who, Type::Secondary);
        m_rail->setFooter(who);
        auto *status = new QStatusBar;
        status->setSizeGripEnabled(false);
        status->addWidget(new QLabel(u"Import spring-catalogue.csv"_s));
        status->addPermanentWidget(new QLabel(u"Ledger verified 14:00 · 12,408 entries"_s));
        column->addWidget(m_strip);
        column->addLayout(m_body, 1);
        column->addWidget(status);
        connect(m_rail, &Rail::currentChanged, this, &Gallery::open);
        resize(1440, 900);
        m_rail->setCurrent(u"passports"_s);
    }

    void open(const QString &key)
    {
        for (const Page &entry : pages()) {
            if (entry.key != key)
                continue;
            delete m_page;
            m_page = entry.make();
            m_body->addWidget(m_page, 1);
            const bool live = entry.danger == EnvironmentFacts::Live;
            m_strip->setFacts({.danger = entry.danger,
                               .profile = live ? u"Maison Aubrac, production"_s : u"Maison Aubrac, sandbox"_s,
                               .host = live ? u"api.prod.keyban.io"_s : u"127.0.0.1"_s,
                               .network = live ? u"BaseMainnet"_s : u"StarknetSepolia"_s,
                               .guard = live ? u"Confirm every write"_s : u"Normal"_s,
                               .guardTone = live ? Tone::Attention : Tone::Good,
                               .keychain = u"Keychain unlocked"_s});
        }
    }

    Rail &rail() { return *m_rail; }

private:
    EnvironmentStrip *m_strip;
    Rail *m_rail;
    QHBoxLayout *m_body;
    QWidget *m_page = nullptr;
};

/// Goes through all pages in all themes, a turn of the event loop each.
class Photographer : public QObject
{
public:
    Photographer(Gallery &gallery, Theme &theme, const QString &folder)
        : m_gallery(gallery)
        , m_theme(theme)
        , m_folder(folder)
    {
        m_turn.setInterval(250);
        connect(&m_turn, &QTimer::timeout, this, &Photographer::step);
        QDir().mkpath(folder);
        prepare();
        m_turn.start();
    }

private:
    void prepare()
    {
        const bool dark = m_at / pages().size() == 1;
        const bool contrast = m_at / pages().size() == 2;
        m_theme.setAppearance(contrast ? Appearance::HighContrast : dark ? Appearance::Dark : Appearance::Light);
        m_gallery.rail().setCurrent(pages().at(m_at % pages().size()).key);
    }

    void step()
    {
        const qsizetype theme = m_at / pages().size();
        const QString look = theme == 0 ? u"light"_s : theme == 1 ? u"dark"_s : u"contrast"_s;
        m_gallery.grab().save(u"%1/%2-%3@%4.png"_s.arg(m_folder, pages().at(m_at % pages().size()).key, look,
                                                       QString::number(m_gallery.devicePixelRatioF())));
        if (++m_at == pages().size() * 3) {
            QCoreApplication::quit();
            return;
        }
        prepare();
    }

    Gallery &m_gallery;
    Theme &m_theme;
    QString m_folder;
    QTimer m_turn;
    qsizetype m_at = 0;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOption({u"shots"_s, u"Save a picture of every page in every theme."_s, u"folder"_s});
    parser.addOption({u"rtl"_s, u"Lay out from right to left."_s});
    parser.process(application);
    if (parser.isSet(u"rtl"_s))
        QApplication::setLayoutDirection(Qt::RightToLeft);
    Theme theme(application);
    Gallery gallery;
    gallery.show();
    std::unique_ptr<Photographer> photographer;
    if (parser.isSet(u"shots"_s)) {
        theme.setMotion(Motion::None);
        photographer = std::make_unique<Photographer>(gallery, theme, parser.value(u"shots"_s));
    }
    return QApplication::exec();
}
