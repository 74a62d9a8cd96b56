// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What an import run keeps before it sends.

#include "core/runs/importrun.h"

#include "core/async/errorof.h"

namespace chancery {

using Kind = ImportNote::Kind;

void ImportRun::readBy(Mirror &mirror, MirrorSync &sync)
{
    m_mirror = &mirror;
    m_sync = &sync;
}

/// What can't be kept is not overwritten.
void ImportRun::keepPreimages()
{
    if (!m_order.plan)
        return openSource({});
    connectPreimages();
    m_preimages->start(m_order);
}

/// The process before may have kept some of them, which the service may have changed since.
void ImportRun::keepPreimagesAnew()
{
    if (!m_mirror)
        return endEarly(errorOf(ErrorKind::Storage, Cause::Unexpected, m_order.spec.file));
    connectPreimages();
    m_preimages->startAnew(m_order, *m_mirror, *m_sync);
}

void ImportRun::connectPreimages()
{
    m_preimages = std::make_unique<PreimageCapture>(m_ledger, m_id);
    connect(m_preimages.get(), &PreimageCapture::hindered, this, &ImportRun::hinderPreimages);
    connect(m_preimages.get(), &PreimageCapture::ended, this, [this](const Result<Nothing> &kept) {
        m_preimages.release()->deleteLater(); // it is in the middle of telling us
        m_trouble.reset();
        updateState();
        kept ? openSource({}) : endEarly(kept.error());
    });
}

/// None: it goes on.
void ImportRun::hinderPreimages(const std::optional<Error> &error)
{
    if (m_pace.trouble == OnTrouble::GiveUp) {
        m_ended = error;
        return error ? giveUpPreimages() : void();
    }
    if (error && !m_trouble)
        note(Kind::Waiting, 0, {}, error);
    const bool isOther = m_trouble.has_value() != error.has_value();
    m_trouble = error;
    if (isOther)
        updateState();
}

/// Nothing of it was sent, and it can be carried on once more.
void ImportRun::giveUpPreimages()
{
    if (!m_preimages)
        return;
    m_preimages->disconnect(this);
    m_preimages.release()->deleteLater();
    m_trouble.reset();
    m_isReading = false;
    m_isAtEnd = true;
    updateState();
    goOn();
}

} // namespace chancery
