// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/publishplan.h"
#include "ui/dialogs/publishdialog.h"
#include "ui/dialogs/reviewdialog.h"
#include "ui/models/changewords.h"
#include "ui/panels/passports/newpassportdialog.h"
#include "ui/panels/passports/passportinspector.h"
#include "ui/panels/passports/passportlist.h"
#include "ui/panels/passports/passportspanel.h"
#include "ui/widgets/banner.h"

#include <QTimer>

// What the panel changes at the service; what it shows is in passportspanel.cpp.

namespace chancery {

using namespace Qt::StringLiterals;
using keyban::Passport;

namespace {

constexpr int newsMs = 8'000; ///< how long the status bar says what went well

} // namespace

DialogPlace PassportsPanel::place() const
{
    return {m_facts.live, m_facts.profileName, m_facts.network};
}

void PassportsPanel::createPassport()
{
    if (!mayWrite())
        return;
    auto *dialog = new NewPassportDialog(m_parts.client, place(), this);
    connect(dialog, &NewPassportDialog::created, this, &PassportsPanel::open);
    connect(dialog, &NewPassportDialog::existingWanted, this, &PassportsPanel::open);
    dialog->open();
}

void PassportsPanel::publishSelected()
{
    if (!mayWrite())
        return;
    const bool anySelected = m_list->selectedCount() > 0;
    if (anySelected && m_list->isSelectionHere())
        return publish(m_list->selected());
    auto reading = anySelected ? m_list->readSelectedDrafts() : m_list->readDraftsOnShow();
    std::move(reading).then(this, [this](const Result<QList<Passport>> &drafts) {
        drafts ? publish(*drafts) : showFailure(drafts.error());
    });
}

void PassportsPanel::publish(const QList<Passport> &passports)
{
    QList<Passport> drafts = passports;
    drafts.removeIf([](const Passport &passport) { return !isDraft(passport); });
    auto *dialog = new PublishDialog(
        {.client = m_parts.client, .chosen = drafts, .place = place(), .gate = m_parts.gate, .keeper = m_parts.keeper},
        this);
    connect(dialog, &PublishDialog::published, this, &PassportsPanel::take);
    dialog->open();
}

void PassportsPanel::reviewAndSave()
{
    const DataDraft *draft = m_inspector->draft();
    if (!mayWrite() || !draft || !m_inspector->canSave())
        return;
    auto *dialog = new ReviewDialog({.client = m_parts.client,
                                     .base = draft->base(),
                                     .patch = draft->patch(),
                                     .place = place(),
                                     .gate = m_parts.gate,
                                     .keeper = m_parts.keeper},
                                    this);
    connect(dialog, &ReviewDialog::saved, this, &PassportsPanel::saved);
    connect(dialog, &ReviewDialog::notSaved, this, [this](const SaveEnd &end) {
        if (end.error)
            m_inspector->showFieldErrors(*end.error);
    });
    dialog->open();
}

void PassportsPanel::saved(const SaveEnd &end)
{
    m_inspector->settle(*end.now);
    take(*end.now);
    if (end.unexpected.isEmpty()) {
        Q_EMIT statusChanged(tr("%1 was saved.").arg(end.now->name));
        QTimer::singleShot(newsMs, this, [this] { Q_EMIT statusChanged({}); });
        return;
    }
    QStringList fields;
    for (const keyban::FieldChange &change : end.unexpected)
        fields << tr("%1 (%2)").arg(change.path, changeText(change));
    m_inspector->banner().showContent({.tone = Tone::Attention,
                                       .headline = tr("Saved, but the service now has other values than were sent."),
                                       .serverWords = {},
                                       .remedy = tr("Look at these fields: %1.").arg(fields.join(u", "_s)),
                                       .details = {}});
}

} // namespace chancery
