// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/gallery/pages.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/counttile.h"
#include "ui/widgets/form.h"
#include "ui/widgets/lanebar.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/tableview.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QToolButton>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace chancery::gallery {

namespace {

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

} // namespace

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

QWidget *popupsPage()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::huge);
    auto *menu = new QMenu;
    menu->setWindowFlags(Qt::Widget);
    menu->addAction(themeIcon(u"copy"_s), u"Copy"_s)->setShortcut(QKeySequence::Copy);
    menu->addAction(themeIcon(u"edit"_s), u"Edit passport…"_s);
    menu->addAction(u"Publish…"_s)->setEnabled(false);
    menu->addSeparator();
    QAction *certified = menu->addAction(u"Certified"_s);
    certified->setCheckable(true);
    certified->setChecked(true);
    menu->addMenu(u"Columns"_s)->addAction(u"Name"_s);
    menu->setActiveAction(menu->actions().at(1));
    auto *box = new QMessageBox(QMessageBox::NoIcon, u"LIVE"_s, u"Publish 12 passports in LIVE?"_s,
                                QMessageBox::Cancel | QMessageBox::Ok);
    box->setInformativeText(u"Published passports cannot become drafts again."_s);
    box->setWindowFlags(Qt::Widget);
    setButtonKind(*box->button(QMessageBox::Ok), ButtonKind::Danger);
    box->button(QMessageBox::Ok)->setText(u"Publish 12"_s);
    auto *list = new QListWidget;
    list->addItems({u"StarknetSepolia"_s, u"StarknetMainnet"_s, u"BaseSepolia"_s});
    list->setCurrentRow(1);
    list->setFixedWidth(200);
    auto *tip = new QLabel(u"2026-04-01 14:02:51 local time\n2026-04-01 12:02:51 UTC"_s);
    tip->setPalette(QToolTip::palette());
    tip->setBackgroundRole(QPalette::ToolTipBase);
    tip->setForegroundRole(QPalette::ToolTipText);
    tip->setAutoFillBackground(true);
    tip->setMargin(space::small);
    auto *focused = new Card(u"Focus"_s);
    for (const ButtonKind kind : {ButtonKind::Default, ButtonKind::Primary, ButtonKind::Quiet, ButtonKind::Danger})
        focused->body()->addWidget(button(u"Button"_s, kind));
    auto *field = new QLineEdit(u"focused field"_s);
    field->setObjectName(u"focusMe"_s);
    focused->body()->addWidget(field);
    focused->body()->addWidget(new QCheckBox(u"Check"_s));
    focused->body()->addStretch();
    for (QWidget *widget : {static_cast<QWidget *>(menu), static_cast<QWidget *>(box), static_cast<QWidget *>(list),
                            static_cast<QWidget *>(tip), static_cast<QWidget *>(focused)})
        row->addWidget(widget, 0, Qt::AlignTop);
    row->addStretch();
    field->setFocus();
    return page(row);
}

} // namespace chancery::gallery
