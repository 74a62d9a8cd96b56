// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connections/connectioneditor.h"

#include "core/profiles/danger.h"
#include "ui/dialogs/connections/connectionform.h"
#include "ui/dialogs/connections/connectiontester.h"
#include "ui/dialogs/connections/keyfield.h"
#include "ui/dialogs/connections/testview.h"
#include "ui/dialogs/credentialsheet.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/statepill.h"
#include "ui/words/profiletext.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QTimer>

namespace chancery {

using namespace Qt::StringLiterals;

ConnectionEditor::ConnectionEditor(ProfileStore &store, Keyring &keyring, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_keyring(keyring)
    , m_title(new ElidedLabel(this))
    , m_pill(new StatePill(this))
    , m_danger(new QLabel(this))
    , m_banner(new Banner(this))
    , m_form(new ConnectionForm(keyring, [&store](const Profile &p) { return store.isTaken(p.name, p.id); }))
    , m_scroll(new QScrollArea(this))
    , m_tester(new ConnectionTester(keyring, this))
    , m_result(new TestView)
    , m_actions(new QWidget(this))
{
    setObjectName(u"connectionEditor"_s);
    buildActions();
    layOut();
    connect(m_form, &ConnectionForm::changed, this, [this] {
        m_result->setStale();
        refresh();
    });
    connect(&store, &ProfileStore::changed, this, &ConnectionEditor::takeOverStore);
    connect(m_tester, &ConnectionTester::runningChanged, this, &ConnectionEditor::showTestState);
    connect(m_tester, &ConnectionTester::waiting, m_result, &TestView::showWaiting);
    connect(m_tester, &ConnectionTester::finished, m_result, &TestView::showReport);
    connect(m_tester, &ConnectionTester::dialectShown, this, &ConnectionEditor::keepDialect);
}

void ConnectionEditor::buildActions()
{
    const auto button = [this](const QString &words, const QString &name) {
        auto *made = new QPushButton(words, m_actions);
        made->setObjectName(name);
        made->setAccessibleName(QString(words).remove(u'&'));
        return made;
    };
    m_test = button(tr("&Test connection"), u"testConnection"_s);
    m_save = button(tr("&Save"), u"saveConnection"_s);
    m_use = button(tr("Work wit&h this connection"), u"useConnection"_s);
    // Beside the letters in their words, which setShortcut() would replace.
    for (const auto &[target, keys] :
         {std::pair{m_save, QKeySequence(QKeySequence::Save)}, {m_use, QKeySequence(Qt::CTRL | Qt::Key_Return)}}) {
        target->setToolTip(keys.toString(QKeySequence::NativeText));
        connect(new QShortcut(keys, m_actions), &QShortcut::activated, target, &QPushButton::click);
    }
    setButtonKind(*m_use, ButtonKind::Primary);
    auto *row = new QHBoxLayout(m_actions);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    row->addWidget(m_test);
    row->addStretch();
    row->addWidget(m_save);
    row->addWidget(m_use);
    connect(m_test, &QPushButton::clicked, this, &ConnectionEditor::test);
    connect(m_save, &QPushButton::clicked, this, &ConnectionEditor::save);
    connect(m_use, &QPushButton::clicked, this, &ConnectionEditor::saveAndUse);
}

void ConnectionEditor::layOut()
{
    setType(*m_title, Type::CardTitle);
    setType(*m_danger, Type::Secondary);
    m_danger->setObjectName(u"connectionDanger"_s);
    m_danger->setWordWrap(true);
    auto *head = new QHBoxLayout;
    head->setSpacing(space::small);
    head->addWidget(m_title);
    head->addWidget(m_pill);
    head->addStretch(1);

    auto *top = new QVBoxLayout;
    top->setContentsMargins(0, 0, space::small, 0);
    top->setSpacing(space::tiny);
    top->addLayout(head);
    top->addWidget(m_danger);
    top->addSpacing(space::tiny);
    top->addWidget(m_banner);

    auto *content = new QWidget;
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, space::small, 0); // the scroll bar's
    inner->setSpacing(space::large);
    inner->addWidget(m_form);
    inner->addWidget(m_result);
    inner->addStretch(1);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::small);
    column->addLayout(top);
    column->addWidget(m_scroll, 1);
}

void ConnectionEditor::open(const Profile &profile, Origin origin)
{
    abandonTest();
    m_result->clear();
    m_banner->clear();
    m_id = profile.id;
    m_origin = origin;
    m_form->setProfile(profile, isNew());
    m_scroll->verticalScrollBar()->setValue(0);
    refresh();
}

void ConnectionEditor::close()
{
    abandonTest();
    m_id = {};
    m_origin = Origin::Blank;
    m_form->setProfile({}, true);
}

bool ConnectionEditor::isDirty() const
{
    return !m_id.isNull() && (m_origin == Origin::Filled || m_form->isModified());
}

Profile ConnectionEditor::profile() const
{
    return m_form->profile();
}

void ConnectionEditor::focusName()
{
    m_form->focusName();
}

void ConnectionEditor::refresh()
{
    const Profile now = m_form->profile();
    const DangerVerdict verdict = dangerOf(now);
    m_title->setText(now.name.isEmpty() ? tr("New connection") : now.name);
    m_pill->setState(verdict.danger == Danger::Live ? Token::Live : Token::Test, dangerWord(verdict.danger));
    m_danger->setText(dangerSentence(verdict));
    m_save->setEnabled(isNew() || isDirty());
    Q_EMIT changed();
}

/// Another window, or the console itself, has changed the stored connections.
void ConnectionEditor::takeOverStore()
{
    if (m_id.isNull())
        return;
    const auto stored = m_store.find(m_id);
    if (stored)
        m_form->rebase(*stored);
    else if (m_origin == Origin::Stored)
        m_origin = Origin::Filled;
    refresh();
}

bool ConnectionEditor::save()
{
    m_banner->clear();
    if (m_form->hasErrors()) {
        m_form->showProblems();
        return false;
    }
    const Profile wanted = m_form->profile();
    const Result<Nothing> stored = isNew() ? m_store.add(wanted) : m_store.change(wanted);
    if (!stored) {
        m_banner->showError(stored.error());
        return false;
    }
    keepKeys(wanted);
    m_origin = Origin::Stored;
    m_form->setSaved(m_store.find(wanted.id).value_or(wanted));
    refresh();
    Q_EMIT saved(wanted.id);
    return true;
}

/// Known from now on, for a key that is kept; one that was only typed takes it along when it is saved.
void ConnectionEditor::keepDialect(const Secret &key, keyban::Dialect dialect)
{
    m_form->remember(key, dialect);
    auto stored = m_store.find(m_id);
    if (!stored || m_form->key().hasFresh())
        return;
    stored->keyban.remembered = m_form->profile().keyban.remembered;
    if (const Result<Nothing> kept = m_store.change(*stored); !kept)
        m_banner->showError(kept.error());
}

void ConnectionEditor::saveAndUse()
{
    const QUuid id = m_id;
    if ((isNew() || isDirty()) && !save())
        return;
    if (m_form->hasErrors())
        return m_form->showProblems();
    if (const auto stored = m_store.find(id))
        Q_EMIT chosen(*stored);
}

void ConnectionEditor::test()
{
    if (m_tester->isRunning()) {
        abandonTest();
        m_result->clear();
        return;
    }
    m_tester->start(m_form->profile(), {m_form->key().fresh(), m_form->clientSecret().fresh()}, isNew());
    // Once the layout has made room for it.
    QTimer::singleShot(0, this, [this] { m_scroll->ensureWidgetVisible(m_result, 0, 0); });
}

void ConnectionEditor::abandonTest()
{
    m_tester->stop();
}

void ConnectionEditor::showTestState()
{
    m_test->setText(m_tester->isRunning() ? tr("&Stop the test") : tr("&Test connection"));
    m_test->setAccessibleName(m_tester->isRunning() ? tr("Stop the test") : tr("Test connection"));
}

} // namespace chancery
