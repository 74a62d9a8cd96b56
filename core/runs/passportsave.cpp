// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/passportsave.h"

#include "core/keyban/calls.h"
#include "core/runs/gatedplans.h"

#include <QCryptographicHash>

namespace chancery {

using keyban::Passport;

namespace {

/// The service said no; anything less certain has to be found out.
bool isRefusal(const Error &error)
{
    return error.reach == Reach::Answered && error.httpStatus >= 400 && error.kind != ErrorKind::Server;
}

QString digestOf(const QString &id, const keyban::PassportPatch &patch)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(id.toUtf8());
    hash.addData(json::write(keyban::encodePatch(patch)));
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace

PassportSave::PassportSave(keyban::Client &client, Passport base, keyban::PassportPatch mine, Gate gate,
                           QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_base(std::move(base))
    , m_mine(std::move(mine))
    , m_gate(std::move(gate))
    , m_step(std::make_unique<QObject>())
{}

PassportSave::~PassportSave() = default;

void PassportSave::prepare()
{
    if (m_saving)
        return;
    m_client.readPassport(m_base.id).then(m_step.get(), [this](const Result<Passport> &now) {
        if (!now) {
            Q_EMIT readFailed(now.error());
            return;
        }
        m_merge = SaveMerge(m_base, m_mine, *now);
        Q_EMIT readyForReview();
    });
}

void PassportSave::choose(const QString &path, Side side)
{
    if (!m_saving)
        m_merge.choose(path, side);
}

keyban::ChangeForecast PassportSave::forecast() const
{
    return keyban::forecast(m_merge.theirs(), m_merge.patch(), m_client.settings().dialect);
}

std::optional<GatedPlan> PassportSave::gatedPlan() const
{
    return planOf(m_client.service(), m_merge.theirs(), forecast(), digestOf(m_base.id, m_merge.patch()));
}

void PassportSave::save(const QString &approvalId)
{
    m_sent = m_merge.patch();
    if (m_saving || m_merge.theirs().id.isEmpty() || !m_merge.isResolved() || m_sent.isEmpty())
        return;
    m_saving = true;
    const auto plan = gatedPlan();
    if (!plan)
        return send();
    m_gate.pass(*plan, approvalId, m_base.id).then(m_step.get(), [this](const Result<Nothing> &passed) {
        passed ? send() : end({RowOutcome::NotSent, {}, passed.error(), {}});
    });
}

void PassportSave::send()
{
    const QString plan = digestOf(m_base.id, m_sent);
    m_client.updatePassport(m_base.id, m_sent, Confirmation::afterReview(keyban::calls::updatePassport, plan))
        .then(m_step.get(), [this](const Result<Passport> &answer) { sent(answer); });
}

void PassportSave::sent(const Result<Passport> &answer)
{
    if (answer)
        return readBack({}, *answer);
    const Error &error = answer.error();
    if (error.reach == Reach::NotSent)
        return end({RowOutcome::NotSent, {}, error, {}});
    if (isRefusal(error))
        return end({RowOutcome::Failed, {}, error, {}});
    readBack(error, {});
}

void PassportSave::readBack(const std::optional<Error> &lost, const std::optional<Passport> &answer)
{
    m_client.readPassport(m_base.id).then(m_step.get(), [this, lost, answer](const Result<Passport> &now) {
        if (now)
            return judge(*now, lost);
        if (answer)
            return judge(*answer, lost);
        end({RowOutcome::Unknown, {}, lost, {}});
    });
}

void PassportSave::judge(const Passport &now, const std::optional<Error> &lost)
{
    Passport wanted = m_merge.theirs();
    wanted.data = m_sent.data.value_or(wanted.data);
    const keyban::ChangeForecast difference =
        keyban::forecast(wanted, {.data = now.data, .certifiedPaths = std::nullopt}, m_client.settings().dialect);
    const bool pathsStand = !m_sent.certifiedPaths || *m_sent.certifiedPaths == now.certifiedPaths;
    if (!lost)
        return end({RowOutcome::Done, now, {}, difference.changes});
    const bool there = difference.changes.isEmpty() && pathsStand;
    end({there ? RowOutcome::Done : RowOutcome::Unknown, now, lost, difference.changes});
}

void PassportSave::end(const SaveEnd &end)
{
    m_saving = false;
    Q_EMIT ended(end);
}

} // namespace chancery
