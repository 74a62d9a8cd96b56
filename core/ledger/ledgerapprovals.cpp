// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/ledger.h"

#include "core/ledger/ledgerstore.h"

namespace chancery {

Pending<ApprovalBar> Ledger::askApproval(ApprovalIntent intent)
{
    return post<ApprovalBar>([intent = std::move(intent)](LedgerStore &store) {
        return store.approvals([&](ApprovalJournal &journal) { return journal.ask(intent); });
    });
}

Pending<Nothing> Ledger::awaitApproval(QString id, QString requestId, QDateTime deadline)
{
    return post<Nothing>(
        [id = std::move(id), requestId = std::move(requestId), deadline = std::move(deadline)](LedgerStore &store) {
            return store.approvals([&](ApprovalJournal &journal) { return journal.await(id, requestId, deadline); });
        });
}

Pending<ApprovalPickUp> Ledger::pickUpApproval(QString id, Author author)
{
    return post<ApprovalPickUp>([id = std::move(id), author = std::move(author)](LedgerStore &store) {
        return store.approvals([&](ApprovalJournal &journal) { return journal.pickUp(id, author); });
    });
}

Pending<ApprovalBar> Ledger::grantApproval(QString id, ApprovalGrant grant)
{
    return post<ApprovalBar>([id = std::move(id), grant = std::move(grant)](LedgerStore &store) {
        return store.approvals([&](ApprovalJournal &journal) { return journal.grant(id, grant); });
    });
}

Pending<Nothing> Ledger::endApproval(QString id, ApprovalEnd end)
{
    return post<Nothing>([id = std::move(id), end = std::move(end)](LedgerStore &store) {
        return store.approvals([&](ApprovalJournal &journal) { return journal.end(id, end); });
    });
}

Pending<ApprovalBar> Ledger::spendApproval(ApprovalUse use)
{
    return post<ApprovalBar>([use = std::move(use)](LedgerStore &store) {
        return store.approvals([&](ApprovalJournal &journal) { return journal.spend(use); });
    });
}

Pending<QList<ApprovalRecord>> Ledger::approvals(ApprovalQuery query)
{
    return post<QList<ApprovalRecord>>([query = std::move(query)](LedgerStore &store) {
        return store.approvals([&](ApprovalJournal &journal) { return journal.read(query); });
    });
}

Pending<Nothing> Ledger::note(AuditEvent event)
{
    return post<Nothing>([event = std::move(event)](LedgerStore &store) {
        return store.audit([&](AuditJournal &journal) { return journal.note(event); });
    });
}

} // namespace chancery
