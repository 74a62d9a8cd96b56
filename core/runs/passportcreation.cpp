// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/passportcreation.h"

#include "core/keyban/calls.h"

#include <QCryptographicHash>

namespace chancery {

using keyban::Passport;

PassportCreation::PassportCreation(keyban::Client &client, keyban::PassportDraft draft, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_draft(std::move(draft))
    , m_step(std::make_unique<QObject>())
{}

PassportCreation::~PassportCreation() = default;

void PassportCreation::start()
{
    if (std::exchange(m_started, true))
        return;
    const QByteArray body = json::write(keyban::encodeDraft(m_draft, m_client.settings().dialect));
    const QString plan = QString::fromLatin1(QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex());
    m_client.createPassport(m_draft, Confirmation::afterReview(keyban::calls::createPassport, plan))
        .then(m_step.get(), [this](const Result<Passport> &answer) { answered(answer); });
}

void PassportCreation::answered(const Result<Passport> &answer)
{
    CreationEnd end;
    if (answer) {
        end.outcome = RowOutcome::Done;
        end.passport = *answer;
        Q_EMIT ended(end);
        return;
    }
    const Error &error = answer.error();
    end.error = error;
    if (error.reach == Reach::NotSent) {
        end.outcome = RowOutcome::NotSent;
        Q_EMIT ended(end);
    } else if (error.kind == ErrorKind::Conflict) {
        end.outcome = RowOutcome::Failed;
        end.duplicate = true;
        lookFor(end);
    } else if (error.reach == Reach::Answered && error.httpStatus >= 400 && error.kind != ErrorKind::Server) {
        end.outcome = RowOutcome::Failed;
        Q_EMIT ended(end);
    } else {
        end.answerLost = true;
        lookFor(end);
    }
}

void PassportCreation::lookFor(CreationEnd end)
{
    m_client.findPassport(keyOf(m_draft))
        .then(m_step.get(), [this, end](const Result<std::optional<Passport>> &found) mutable {
            if (found)
                end.passport = *found;
            if (end.answerLost && end.passport)
                end.outcome = RowOutcome::Done;
            else if (end.duplicate)
                end.duplicate = end.passport.has_value();
            Q_EMIT ended(end);
        });
}

keyban::PassportKey keyOf(const keyban::PassportDraft &draft)
{
    return {keyban::wireName(draft.granularity), draft.modelNumber, draft.batchNumber, draft.itemNumber};
}

} // namespace chancery
