// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How FixPage is laid out, and what its keys do. What happens then is in fixpage.cpp and fixpagesearch.cpp.

#include "ui/panels/imports/fixpage.h"

#include "ui/models/gridmodel.h"
#include "ui/panels/imports/findbar.h"
#include "ui/panels/imports/gridediting.h"
#include "ui/panels/imports/gridview.h"
#include "ui/panels/imports/importsession.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <limits>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int leastLineBox = 96;

} // namespace

struct FixPage::ActionParts
{
    QString name;
    QString text;
    QKeySequence keys;
    QWidget *place; ///< where the keys work: the grid, or the whole page
};

FixPage::FixPage(ImportSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(new GridModel(m_sheet, this))
    , m_editing(std::make_unique<GridEditing>(*m_model, m_sheet))
    , m_banner(new Banner(this))
    , m_find(new FindBar(this))
    , m_grid(new GridView(this))
    , m_message(new QLabel(this))
    , m_remedy(new QLabel(this))
    , m_counts(new QLabel(this))
    , m_line(new QSpinBox(this))
    , m_onlyFindings(new QPushButton(tr("Findings only"), this))
    , m_done(new QPushButton(tr("Back to the check"), this))
{
    setObjectName(u"fixPage"_s);
    m_grid->setModel(m_model);
    m_find->hide();
    m_countDelay.setSingleShot(true);
    m_countDelay.setInterval(250);
    auto *card = new Card(this);
    card->setFlush();
    card->body()->setSpacing(0);
    card->body()->addWidget(createTools());
    card->body()->addWidget(m_find);
    card->body()->addWidget(m_grid, 1);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(space::medium);
    rows->addWidget(m_banner);
    rows->addWidget(card, 1);
    rows->addWidget(createFooter());
    connectAll();
}

/// An editor that is open writes its text when the grid goes, and nobody is to hear of it any more.
FixPage::~FixPage()
{
    disconnect(&m_sheet, nullptr, this, nullptr);
    disconnect(m_grid, nullptr, this, nullptr);
    delete m_grid;
}

QAction *FixPage::makeAction(const ActionParts &parts)
{
    auto *action = new QAction(parts.text, this);
    action->setObjectName(parts.name);
    action->setShortcut(parts.keys);
    action->setShortcutContext(parts.place == this ? Qt::WidgetWithChildrenShortcut : Qt::WidgetShortcut);
    parts.place->addAction(action);
    return action;
}

QPushButton *FixPage::buttonFor(QAction &action, const QString &icon)
{
    auto *button = new QPushButton(themeIcon(icon), QString(), this);
    const QString name = action.text().remove(u'&').remove(u'…');
    button->setObjectName(action.objectName() + u"Button"_s);
    button->setAccessibleName(name);
    button->setToolTip(action.shortcut().isEmpty()
                           ? name
                           : tr("%1 (%2)").arg(name, action.shortcut().toString(QKeySequence::NativeText)));
    button->setEnabled(action.isEnabled());
    setButtonKind(*button, ButtonKind::Quiet);
    connect(button, &QPushButton::clicked, &action, &QAction::trigger);
    connect(&action, &QAction::enabledChanged, button, &QPushButton::setEnabled);
    return button;
}

QWidget *FixPage::createTools()
{
    auto *previous = makeAction({u"previousFinding"_s, tr("Previous finding"), QKeySequence(u"Shift+F8"_s), this});
    auto *next = makeAction({u"nextFinding"_s, tr("Next finding"), QKeySequence(u"F8"_s), this});
    auto *search = makeAction({u"findInGrid"_s, tr("Find and replace…"), QKeySequence::Find, this});
    auto *toLine = makeAction({u"goToLine"_s, tr("Go to line"), QKeySequence(u"Ctrl+G"_s), this});
    auto *undo = m_sheet.undoStack().createUndoAction(this, tr("Undo"));
    auto *redo = m_sheet.undoStack().createRedoAction(this, tr("Redo"));
    undo->setObjectName(u"undoEdit"_s);
    undo->setShortcut(QKeySequence::Undo);
    redo->setObjectName(u"redoEdit"_s);
    redo->setShortcuts({QKeySequence(u"Ctrl+Shift+Z"_s), QKeySequence(u"Ctrl+Y"_s)});
    for (QAction *action : {undo, redo}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
    }
    connect(previous, &QAction::triggered, this, [this] { goToFinding(-1); });
    connect(next, &QAction::triggered, this, [this] { goToFinding(1); });
    connect(search, &QAction::triggered, m_find, &FindBar::begin);
    connect(toLine, &QAction::triggered, this, [this] {
        m_line->setFocus();
        m_line->selectAll();
    });

    m_onlyFindings->setObjectName(u"onlyFindings"_s);
    m_onlyFindings->setAccessibleName(tr("Only rows with findings"));
    m_onlyFindings->setToolTip(tr("Only rows with findings"));
    m_onlyFindings->setCheckable(true);
    m_line->setObjectName(u"gridLine"_s);
    m_line->setAccessibleName(tr("Line to go to"));
    m_line->setToolTip(tr("Go to line (Ctrl+G)"));
    m_line->setPrefix(tr("Line "));
    m_line->setRange(1, std::numeric_limits<int>::max());
    m_line->setMinimumWidth(leastLineBox); // its range is far wider than the lines most files have
    m_line->setKeyboardTracking(false);
    m_line->setButtonSymbols(QAbstractSpinBox::NoButtons);
    auto *saveAs = new QPushButton(themeIcon(u"download"_s), tr("Save corrected file…"), this);
    saveAs->setObjectName(u"saveCorrected"_s);
    setButtonKind(*saveAs, ButtonKind::Quiet);
    connect(saveAs, &QPushButton::clicked, this, &FixPage::chooseTarget);

    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(space::large, 0, space::large, space::small);
    row->setSpacing(space::tiny);
    row->addWidget(m_onlyFindings);
    row->addWidget(buttonFor(*previous, u"chevron-up"_s));
    row->addWidget(buttonFor(*next, u"chevron-down"_s));
    row->addSpacing(space::small);
    row->addWidget(m_line);
    row->addStretch(1);
    row->addWidget(buttonFor(*undo, u"undo"_s));
    row->addWidget(buttonFor(*redo, u"redo"_s));
    row->addWidget(buttonFor(*search, u"search"_s));
    row->addWidget(saveAs);
    createActions();
    return bar;
}

/// What the grid's context menu offers, too.
void FixPage::createActions()
{
    auto *copyIt = makeAction({u"copyCells"_s, tr("Copy"), QKeySequence::Copy, m_grid});
    auto *cut = makeAction({u"cutCells"_s, tr("Cut"), QKeySequence::Cut, m_grid});
    auto *pasteIt = makeAction({u"pasteCells"_s, tr("Paste"), QKeySequence::Paste, m_grid});
    auto *fill = makeAction({u"fillDown"_s, tr("Fill down"), QKeySequence(u"Ctrl+D"_s), m_grid});
    auto *clear = makeAction({u"clearCells"_s, tr("Clear"), QKeySequence::Delete, m_grid});
    auto *revert = makeAction({u"revertCells"_s, tr("Back to the file's text"), QKeySequence(u"Ctrl+R"_s), m_grid});
    m_removeRows = makeAction({u"removeRows"_s, tr("Remove or restore rows"), QKeySequence(u"Ctrl+-"_s), m_grid});
    connect(copyIt, &QAction::triggered, this, &FixPage::copy);
    connect(cut, &QAction::triggered, this, &FixPage::copy);
    changeOn(*cut, &GridEditing::clear);
    connect(pasteIt, &QAction::triggered, this, &FixPage::paste);
    changeOn(*fill, &GridEditing::fillDown);
    changeOn(*clear, &GridEditing::clear);
    changeOn(*revert, &GridEditing::revert);
    changeOn(*m_removeRows, &GridEditing::toggleRows);
}

/// Does it to the selection, unless that is too large.
void FixPage::changeOn(QAction &action, void (GridEditing::*change)(const QItemSelectionRange &))
{
    connect(&action, &QAction::triggered, this, [this, change] {
        if (mayChange())
            (m_editing.get()->*change)(range());
    });
}

QWidget *FixPage::createFooter()
{
    m_message->setObjectName(u"cellMessage"_s);
    m_message->setWordWrap(true);
    m_message->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_remedy->setObjectName(u"cellRemedy"_s);
    m_remedy->setWordWrap(true);
    setType(*m_remedy, Type::Secondary);
    m_counts->setObjectName(u"fixCounts"_s);
    setType(*m_counts, Type::BodyStrong);
    m_done->setObjectName(u"fixDone"_s);
    setButtonKind(*m_done, ButtonKind::Primary);
    auto *words = new QVBoxLayout;
    words->setSpacing(space::tiny);
    words->addWidget(m_message);
    words->addWidget(m_remedy);
    words->addStretch(1);
    auto *right = new QVBoxLayout;
    right->setSpacing(space::small);
    right->addWidget(m_counts, 0, Qt::AlignRight);
    right->addWidget(m_done, 0, Qt::AlignRight);
    auto *footer = new QWidget(this);
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::large);
    row->addLayout(words, 1);
    row->addLayout(right);
    return footer;
}

void FixPage::connectAll()
{
    connect(m_grid, &GridView::currentMoved, this, &FixPage::showCell);
    connect(m_model, &GridModel::rowsLoaded, this, [this] {
        showCell();
        settleOnFinding();
    });
    connect(m_model, &GridModel::failed, m_banner, &Banner::showError);
    connect(m_onlyFindings, &QPushButton::toggled, this, &FixPage::filter);
    connect(m_line, &QSpinBox::editingFinished, this, [this] {
        if (m_line->hasFocus())
            goToLine(m_line->value());
    });
    connect(&m_sheet, &EditSheet::changed, this, &FixPage::sheetChanged);
    connect(m_editing.get(), &GridEditing::pendingChanged, this, &FixPage::showCounts);
    connect(m_editing.get(), &GridEditing::copied, this,
            [](const QString &text) { QGuiApplication::clipboard()->setText(text); });
    connect(m_editing.get(), &GridEditing::pasted, this, &FixPage::selectPasted);
    connect(m_editing.get(), &GridEditing::tooLarge, this, &FixPage::refuseSoMany);
    connect(m_editing.get(), &GridEditing::failed, m_banner, &Banner::showError);
    connect(&m_session, &ImportSession::checked, this, &FixPage::showReport);
    connect(&m_session, &ImportSession::editsDropped, this, [this] { m_sheet.reset(m_session.edits()); });
    connect(&m_session, &ImportSession::previewed, this, &FixPage::abandonChanges);
    connect(m_find, &FindBar::changed, this, [this] { m_countDelay.start(); });
    connect(&m_countDelay, &QTimer::timeout, this, &FixPage::count);
    connect(m_find, &FindBar::nextWanted, this, [this] { find(1); });
    connect(m_find, &FindBar::previousWanted, this, [this] { find(-1); });
    connect(m_find, &FindBar::replaceAllWanted, this, &FixPage::replaceAll);
    connect(m_find, &FindBar::closed, this, [this] {
        m_find->hide();
        m_grid->setFocus();
    });
    auto *again = makeAction({u"findAgain"_s, tr("Find next"), QKeySequence(u"F3"_s), this});
    auto *back = makeAction({u"findBack"_s, tr("Find previous"), QKeySequence(u"Shift+F3"_s), this});
    connect(again, &QAction::triggered, this, [this] { find(1); });
    connect(back, &QAction::triggered, this, [this] { find(-1); });
    connect(m_done, &QPushButton::clicked, this, &FixPage::doneWanted);
}

} // namespace chancery
