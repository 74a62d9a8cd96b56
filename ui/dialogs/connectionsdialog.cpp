// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connectionsdialog.h"

#include "ui/dialogs/connections/connectioneditor.h"
#include "ui/dialogs/connections/connectionlist.h"
#include "ui/dialogs/connections/environmentimport.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/emptystate.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QStackedWidget>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int listWidth = 300;
constexpr QSize usualSize(1060, 760);

} // namespace

ConnectionsDialog::ConnectionsDialog(ProfileStore &store, Keyring &keyring, QWidget *parent)
    : QDialog(parent)
    , m_store(store)
    , m_keyring(keyring)
    , m_list(new ConnectionList(this))
    , m_question(new Banner(this))
    , m_news(new Banner(this))
    , m_pages(new QStackedWidget(this))
    , m_editor(new ConnectionEditor(store, keyring, this))
    , m_environment(new EnvironmentImport(this))
    , m_sandbox(new EmptyState(this))
    , m_close(new QPushButton(tr("Cl&ose"), this))
{
    setObjectName(u"connectionsDialog"_s);
    setWindowTitle(tr("Connections"));
    m_question->setObjectName(u"unsavedQuestion"_s);
    m_news->setObjectName(u"connectionsNews"_s);
    m_close->setObjectName(u"closeConnections"_s);
    m_close->setAccessibleName(tr("Close"));
    buildSandboxPage();
    layOut();
    connectList();
    connectPages();
    // Return must neither save nor switch while a field is being typed in.
    for (QPushButton *button : findChildren<QPushButton *>())
        button->setAutoDefault(false);
    resize(usualSize);
    goTo(usualId());
}

/// The field in use says something when it loses the focus: while there is somebody to hear it.
ConnectionsDialog::~ConnectionsDialog()
{
    hide();
}

void ConnectionsDialog::layOut()
{
    m_list->setFixedWidth(listWidth);
    for (QWidget *page :
         {static_cast<QWidget *>(m_editor), static_cast<QWidget *>(m_environment), static_cast<QWidget *>(m_sandbox)})
        m_pages->addWidget(page);
    auto *news = new QVBoxLayout;
    news->setContentsMargins(0, 0, space::small, 0);
    news->setSpacing(space::medium);
    news->addWidget(m_question);
    news->addWidget(m_news);
    auto *actions = new QHBoxLayout;
    actions->setContentsMargins(0, 0, space::small, 0);
    actions->setSpacing(space::small);
    actions->addWidget(m_editor->actions(), 1);
    actions->addWidget(m_close, 0, Qt::AlignRight);
    auto *right = new QVBoxLayout;
    // The last bit of room on the right is for the editor's scroll bar only.
    right->setContentsMargins(space::huge, space::large, space::large, space::large);
    right->setSpacing(space::medium);
    right->addLayout(news);
    right->addWidget(m_pages, 1);
    right->addLayout(actions);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_list);
    row->addLayout(right, 1);
}

void ConnectionsDialog::buildSandboxPage()
{
    m_sandbox->setObjectName(u"sandboxOffer"_s);
    m_sandbox->setContent(
        {u"connection"_s, tr("A sandbox on this computer"),
         tr("A service of your own with 2,000 made-up passports: everything can be tried there without "
            "an account, and nothing in it reaches a real service.")});
    m_startSandbox = m_sandbox->addPrimaryAction(tr("Start the sandbox"));
    m_startSandbox->setObjectName(u"startSandbox"_s);
    connect(m_startSandbox, &QPushButton::clicked, this, &ConnectionsDialog::wantSandbox);
}

void ConnectionsDialog::connectList()
{
    connect(m_list, &ConnectionList::picked, this, [this](const QUuid &id) {
        if (m_pages->currentWidget() != m_editor || id != m_editor->id())
            leaveThen([this, id] { goTo(id); });
    });
    connect(m_list, &ConnectionList::activated, this, [this](const QUuid &id) {
        if (!id.isNull() && id == m_editor->id())
            m_editor->saveAndUse();
    });
    connect(m_list, &ConnectionList::newWanted, this, [this] { leaveThen([this] { create(); }); });
    connect(m_list, &ConnectionList::duplicateWanted, this,
            [this] { leaveThen([this, id = m_editor->id()] { duplicate(id); }); });
    connect(m_list, &ConnectionList::importWanted, this, [this] { leaveThen([this] { importHere(); }); });
    connect(m_list, &ConnectionList::deleteWanted, this, &ConnectionsDialog::askToDelete);
}

void ConnectionsDialog::connectPages()
{
    connect(&m_store, &ProfileStore::changed, this, &ConnectionsDialog::followStore);
    connect(&m_keyring, &SecretStore::stateChanged, this, &ConnectionsDialog::noteSlowKeychain);
    connect(m_editor, &ConnectionEditor::changed, this, &ConnectionsDialog::refreshRows);
    connect(m_editor, &ConnectionEditor::saved, this, &ConnectionsDialog::dropQuestion);
    connect(m_editor, &ConnectionEditor::chosen, this, [this](const Profile &profile) {
        m_editor->close();
        accept();
        Q_EMIT chosen(profile);
    });
    connect(m_question, &Banner::dismissed, this, &ConnectionsDialog::dropQuestion);
    connect(m_environment, &EnvironmentImport::imported, this, &ConnectionsDialog::takeOver);
    connect(m_environment, &EnvironmentImport::cancelled, this, [this] { goTo(m_before); });
    connect(m_close, &QPushButton::clicked, this, &ConnectionsDialog::reject);
}

void ConnectionsDialog::offerEnvironment(EnvironmentProfile offered)
{
    m_environment->offer(std::move(offered));
}

void ConnectionsDialog::select(const QUuid &id)
{
    if (id != m_editor->id())
        leaveThen([this, id] { goTo(id); });
}

void ConnectionsDialog::showError(const Error &error)
{
    m_startSandbox->setEnabled(true);
    m_news->showError(error);
}

void ConnectionsDialog::refreshRows()
{
    QList<ConnectionRow> rows;
    bool hasSandbox = false;
    for (const Profile &profile : m_store.profiles()) {
        rows += rowOf(profile, ConnectionRow::Stored);
        hasSandbox = hasSandbox || profile.isSandbox;
    }
    const bool isDraft = m_editor->isNew() && !m_editor->id().isNull();
    if (isDraft && !m_store.find(m_editor->id()))
        rows += rowOf(m_editor->profile(), ConnectionRow::Draft);
    if (!hasSandbox)
        rows += ConnectionRow{.kind = ConnectionRow::SandboxOffer, .name = tr("Sandbox")};
    m_list->setRows(rows);
    refreshActions();
}

/// The sandbox's entry becomes its connection once there is one.
void ConnectionsDialog::followStore()
{
    refreshRows();
    if (m_pages->currentWidget() != m_sandbox)
        return;
    for (const Profile &profile : m_store.profiles())
        if (profile.isSandbox)
            return goTo(profile.id);
}

void ConnectionsDialog::refreshActions()
{
    const bool editing = m_pages->currentWidget() == m_editor;
    m_list->setCanDuplicate(editing && !m_editor->isNew() && !m_editor->profile().isSandbox);
    m_list->setCanDelete(editing);
    m_editor->actions()->setVisible(editing);
}

/// An id that is not stored leads to the sandbox's entry.
void ConnectionsDialog::goTo(const QUuid &id)
{
    const auto stored = m_store.find(id);
    if (stored) {
        m_editor->open(*stored, ConnectionEditor::Origin::Stored);
        return showEditor();
    }
    m_editor->close();
    m_pages->setCurrentWidget(m_sandbox);
    m_startSandbox->setEnabled(true);
    refreshRows();
    m_list->setCurrent({});
}

void ConnectionsDialog::showEditor()
{
    m_pages->setCurrentWidget(m_editor);
    refreshRows();
    m_list->setCurrent(m_editor->id());
}

void ConnectionsDialog::reject()
{
    leaveThen([this] {
        m_editor->close();
        QDialog::reject();
    });
}

void ConnectionsDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (!event->spontaneous() && m_editor->id().isNull())
        goTo(usualId());
}

/// The one last used, else the first.
QUuid ConnectionsDialog::usualId() const
{
    if (m_store.find(m_store.lastUsed()))
        return m_store.lastUsed();
    return m_store.profiles().isEmpty() ? QUuid() : m_store.profiles().first().id;
}

void ConnectionsDialog::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    auto *button = qobject_cast<QPushButton *>(focusWidget());
    if (isReturn && button)
        return button->click();
    if (!isReturn)
        QDialog::keyPressEvent(event);
}

} // namespace chancery
