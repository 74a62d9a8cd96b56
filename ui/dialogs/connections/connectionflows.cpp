// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What ConnectionsDialog does with connections: leaving them, making them, deleting them.

#include "ui/dialogs/connectionsdialog.h"

#include "core/profiles/danger.h"
#include "ui/dialogs/connections/connectioneditor.h"
#include "ui/dialogs/connections/connectionlist.h"
#include "ui/dialogs/connections/environmentimport.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/words/errortext.h"
#include "ui/words/profiletext.h"

#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>

namespace chancery {

using namespace Qt::StringLiterals;

void ConnectionsDialog::leaveThen(Step next)
{
    const bool editing = m_pages->currentWidget() == m_editor;
    if (editing && m_editor->isDirty()) {
        m_next = std::move(next);
        askAboutChanges();
        return;
    }
    dropQuestion();
    m_news->clear();
    next();
}

void ConnectionsDialog::askAboutChanges()
{
    const QString name = m_editor->profile().name;
    m_question->clear();
    m_question->showContent(
        {.tone = Tone::Attention,
         .headline = name.isEmpty() ? tr("This connection is not saved.") : tr("“%1” is not saved.").arg(name),
         .serverWords = {},
         .remedy = {},
         .details = {}});
    const auto action = [this](const QString &words, const QString &object, void (ConnectionsDialog::*step)()) {
        QPushButton *button = m_question->addAction(words);
        button->setObjectName(object);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, step);
        return button;
    };
    QPushButton *save = action(tr("Save"), u"saveChanges"_s, &ConnectionsDialog::saveAndGoOn);
    action(tr("Discard"), u"discardChanges"_s, &ConnectionsDialog::discardAndGoOn);
    action(tr("Keep editing"), u"keepEditing"_s, &ConnectionsDialog::dropQuestion);
    save->setFocus();
    // Later: the list is still about to select the row that was clicked.
    QMetaObject::invokeMethod(
        this, [this] { m_list->setCurrent(m_editor->id()); }, Qt::QueuedConnection);
}

void ConnectionsDialog::dropQuestion()
{
    m_next = nullptr;
    m_question->clear();
}

void ConnectionsDialog::saveAndGoOn()
{
    const Step next = m_next;
    if (m_editor->save() && next)
        next();
}

void ConnectionsDialog::discardAndGoOn()
{
    const Step next = m_next;
    dropQuestion();
    m_editor->close();
    if (next)
        next();
}

void ConnectionsDialog::create()
{
    m_editor->open(makeProfile({}), ConnectionEditor::Origin::Blank);
    showEditor();
    m_editor->focusName();
}

void ConnectionsDialog::duplicate(const QUuid &id)
{
    auto copy = m_store.find(id);
    if (!copy)
        return;
    copy->id = QUuid::createUuid();
    copy->name = freeName(tr("%1 (copy)").arg(copy->name));
    copy->keyban.remembered.clear(); // told of the original's keys
    m_editor->open(*copy, ConnectionEditor::Origin::Filled);
    showEditor();
    m_editor->focusName();
}

void ConnectionsDialog::importHere()
{
    m_before = m_editor->id();
    m_editor->close();
    m_environment->reset();
    m_pages->setCurrentWidget(m_environment);
    refreshRows();
    m_list->setNoneCurrent();
    m_environment->setFocus();
}

void ConnectionsDialog::takeOver(EnvironmentProfile &found)
{
    found.profile.name = freeName(found.profile.name);
    m_editor->open(found.profile, ConnectionEditor::Origin::Filled);
    m_editor->offerKeys(std::move(found.apiKey), std::move(found.clientSecret));
    showEditor();
    m_editor->focusName();
}

QString ConnectionsDialog::freeName(const QString &wanted) const
{
    QString name = wanted;
    for (int number = 2; m_store.isTaken(name); ++number)
        name = tr("%1 %2").arg(wanted, QString::number(number));
    return name;
}

void ConnectionsDialog::askToDelete()
{
    const auto profile = m_store.find(m_editor->id());
    if (!profile) {
        discardAndGoOn();
        return goTo(usualId());
    }
    const QString danger = dangerWord(dangerOf(*profile).danger);
    auto *question = new QMessageBox(QMessageBox::Warning, tr("%1: delete a connection").arg(danger),
                                     tr("Delete the connection “%1” (%2)?").arg(profile->name, danger),
                                     QMessageBox::Cancel | QMessageBox::Ok, this);
    question->setObjectName(u"deleteQuestion"_s);
    question->setInformativeText(
        tr("Its API key, and its client secret for settlements, are removed from the keychain as well. What is on the "
           "services stays as it is."));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setDefaultButton(QMessageBox::Cancel);
    question->button(QMessageBox::Ok)->setText(tr("Delete connection"));
    question->button(QMessageBox::Ok)->setObjectName(u"confirmDelete"_s);
    setButtonKind(*question->button(QMessageBox::Ok), ButtonKind::Danger);
    connect(question->button(QMessageBox::Ok), &QPushButton::clicked, this,
            [this, profile = *profile] { remove(profile); });
    question->open();
}

void ConnectionsDialog::remove(const Profile &profile)
{
    dropQuestion();
    const Result<Nothing> removed = m_store.remove(profile.id);
    if (!removed)
        return m_news->showError(removed.error());
    m_news->clear();
    goTo(usualId());
    m_beingRemoved = profile.name;
    // Also of a service that was taken out of the connection before.
    for (const Service service : {Service::Keyban, Service::Keystone, Service::Bkey}) {
        m_keyring.remove(secretKey(profile, service))
            .then(this, [this, name = profile.name](const Result<Nothing> &result) { noteRemoval(name, result); });
    }
    noteSlowKeychain();
}

void ConnectionsDialog::noteRemoval(const QString &name, const Result<Nothing> &result)
{
    m_beingRemoved.clear();
    m_news->clear();
    if (result)
        return;
    const ErrorText why = describe(result.error());
    m_news->showContent({.tone = Tone::Attention,
                         .headline = tr("“%1” is deleted, but the keychain may still hold its key.").arg(name),
                         .serverWords = {},
                         .remedy = tr("Remove the entry “Chancery” with the program that manages your keychain."),
                         .details = why.headline + u'\n' + why.details});
}

void ConnectionsDialog::noteSlowKeychain()
{
    if (m_beingRemoved.isEmpty() || m_keyring.state() != KeychainState::Slow)
        return;
    m_news->showContent({.tone = Tone::Attention,
                         .headline = tr("“%1” is deleted, but the keychain has not answered yet and may still hold its "
                                        "key.")
                                         .arg(m_beingRemoved),
                         .serverWords = {},
                         .remedy = tr("It may be asking you to unlock it in a window of its own."),
                         .details = {}});
}

void ConnectionsDialog::wantSandbox()
{
    m_news->clear();
    m_startSandbox->setEnabled(false);
    Q_EMIT sandboxWanted();
}

} // namespace chancery
