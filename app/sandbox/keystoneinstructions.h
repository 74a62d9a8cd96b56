// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/keystonebook.h"

namespace chancery::sandbox {

/// One side's instruction, and what of it no record tells.
struct HeldInstruction
{
    json::Value record;
    quint32 environment = 0;
    qint64 timeoutAt = 0;
    qint64 expiresAt = 0;
    json::Value repo; ///< members of repos, for the settlement

    QString id() const { return record[u"id"].toString(); }
    QString status() const { return record[u"status"].toString(); }
};

/// Instructions, and how two of them become a settlement (KeyStone fact sheet §4): same reference and template, other
/// role, and the same legs seen from the other side. What does not fit raises no error.
class KeystoneInstructions
{
public:
    explicit KeystoneInstructions(KeystoneBook &book)
        : m_book(book)
    {}

    struct Submitted
    {
        KeystoneRefusal refusal;
        HeldInstruction held;
    };
    /// What a body asks for, not yet submitted.
    Submitted read(KeystoneBody body, quint32 environment, qint64 now) const;
    /// Takes it in, and matches it where it can be.
    const HeldInstruction &submit(HeldInstruction held, qint64 now);
    /// A refusal with 409 unless it is pending_match.
    KeystoneRefusal cancel(HeldInstruction &held);
    /// The side that an instruction waits for, from another platform.
    KeystoneRefusal submitCounterpart(const HeldInstruction &held, qint64 now);
    /// Ends what has waited too long.
    void advance(qint64 now);
    /// Some in every status, the matched ones with settlements of the book.
    void seed(qint64 now);

    const std::vector<HeldInstruction> &all() const { return m_all; }
    HeldInstruction *find(quint32 environment, const QString &id);

private:
    void settle(HeldInstruction &first, HeldInstruction &second, qint64 now);
    HeldInstruction made(const BookedSettlement &settlement, qint64 now) const;
    HeldInstruction &append(HeldInstruction held);

    KeystoneBook &m_book;
    std::vector<HeldInstruction> m_all;
};

} // namespace chancery::sandbox
