// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/schema.h"

#include "core/ledger/approvalschema.h"

namespace chancery {

namespace {

// Times are ISO 8601 in UTC with milliseconds, which sort as text; an empty one has not come yet. Digests are
// hexadecimal.

constexpr QLatin1StringView importRun{R"(CREATE TABLE import_run (
    id TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT NOT NULL,
    profile_id TEXT NOT NULL,
    profile_name TEXT NOT NULL,
    host TEXT NOT NULL,
    network TEXT NOT NULL,
    application TEXT NOT NULL,
    dialect TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    left_out BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    mapping TEXT NOT NULL,
    state TEXT NOT NULL,
    user_name TEXT NOT NULL,
    completed BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    unknown_count BIGINT NOT NULL,
    not_sent BIGINT NOT NULL))"};

constexpr QLatin1StringView importRunByStart{"CREATE INDEX import_run_by_start ON import_run (started_at, id)"};

constexpr QLatin1StringView importChunk{R"(CREATE TABLE import_chunk (
    run_id TEXT NOT NULL REFERENCES import_run (id),
    number BIGINT NOT NULL,
    first_line BIGINT NOT NULL,
    last_line BIGINT NOT NULL,
    row_count BIGINT NOT NULL,
    body_sha256 TEXT NOT NULL,
    intended_at TEXT NOT NULL,
    settled_at TEXT NOT NULL,
    completed BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    unknown_count BIGINT NOT NULL,
    not_sent BIGINT NOT NULL,
    PRIMARY KEY (run_id, number)))"};

constexpr QLatin1StringView importJob{R"(CREATE TABLE import_job (
    run_id TEXT NOT NULL,
    chunk BIGINT NOT NULL,
    job_id TEXT NOT NULL,
    accepted_at TEXT NOT NULL,
    PRIMARY KEY (run_id, chunk, job_id),
    FOREIGN KEY (run_id, chunk) REFERENCES import_chunk (run_id, number)))"};

constexpr QLatin1StringView importRow{R"(CREATE TABLE import_row (
    run_id TEXT NOT NULL,
    line BIGINT NOT NULL,
    chunk BIGINT NOT NULL,
    granularity TEXT NOT NULL,
    model_number TEXT NOT NULL,
    batch_number TEXT NOT NULL,
    item_number TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (run_id, line),
    FOREIGN KEY (run_id, chunk) REFERENCES import_chunk (run_id, number)))"};

constexpr QLatin1StringView importRowByChunk{"CREATE INDEX import_row_by_chunk ON import_row (run_id, chunk)"};

// Version 2: what a run that was interrupted is carried on from. Sets and edits are base64.

constexpr QLatin1StringView importBasis{R"(CREATE TABLE import_basis (
    run_id TEXT NOT NULL PRIMARY KEY REFERENCES import_run (id),
    format TEXT NOT NULL,
    edits TEXT NOT NULL,
    left_out TEXT NOT NULL,
    unchanged TEXT NOT NULL))"};

constexpr QLatin1StringView runTemplate{"ALTER TABLE import_run ADD COLUMN template_name TEXT NOT NULL DEFAULT ''"};
constexpr QLatin1StringView runPlan{"ALTER TABLE import_run ADD COLUMN plan_hash TEXT NOT NULL DEFAULT ''"};
constexpr QLatin1StringView chunkSends{"ALTER TABLE import_chunk ADD COLUMN sends BIGINT NOT NULL DEFAULT 1"};

// Version 3: what was there before a run, and what became of taking it back. Both contents are as core/runs makes them.

constexpr QLatin1StringView importPreimage{R"(CREATE TABLE import_preimage (
    run_id TEXT NOT NULL REFERENCES import_run (id),
    line BIGINT NOT NULL,
    granularity TEXT NOT NULL,
    model_number TEXT NOT NULL,
    batch_number TEXT NOT NULL,
    item_number TEXT NOT NULL,
    origin TEXT NOT NULL,
    passport_id TEXT NOT NULL,
    content_before TEXT NOT NULL,
    content_left TEXT NOT NULL,
    undo_outcome TEXT NOT NULL,
    undo_reason TEXT NOT NULL,
    undo_detail TEXT NOT NULL,
    PRIMARY KEY (run_id, line)))"};

constexpr QLatin1StringView importUndo{R"(CREATE TABLE import_undo (
    run_id TEXT NOT NULL PRIMARY KEY REFERENCES import_run (id),
    owner TEXT NOT NULL,
    user_name TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT NOT NULL,
    state TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    reverted BIGINT NOT NULL,
    kept BIGINT NOT NULL,
    could_not BIGINT NOT NULL,
    unknown_count BIGINT NOT NULL))"};

// Version 4.

constexpr QLatin1StringView basisProfile{"ALTER TABLE import_basis ADD COLUMN field_profile TEXT NOT NULL DEFAULT ''"};

// Version 5: what a plan said and what came of it, and whether what was there before is still kept. The classes are
// base64, the words those of core/runs.

constexpr QLatin1StringView basisPlan{"ALTER TABLE import_basis ADD COLUMN plan_classes TEXT NOT NULL DEFAULT ''"};
constexpr QLatin1StringView runPruned{"ALTER TABLE import_run ADD COLUMN pruned_at TEXT NOT NULL DEFAULT ''"};

constexpr QLatin1StringView importPlan{R"(CREATE TABLE import_plan (
    run_id TEXT NOT NULL PRIMARY KEY REFERENCES import_run (id),
    as_of TEXT NOT NULL,
    to_create BIGINT NOT NULL,
    to_update BIGINT NOT NULL,
    to_recertify BIGINT NOT NULL,
    not_known BIGINT NOT NULL,
    refused BIGINT NOT NULL))"};

constexpr QLatin1StringView importOutcome{R"(CREATE TABLE import_outcome (
    run_id TEXT NOT NULL PRIMARY KEY REFERENCES import_run (id),
    compared_at TEXT NOT NULL,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL,
    differing BIGINT NOT NULL))"};

constexpr QLatin1StringView importOutcomeCount{R"(CREATE TABLE import_outcome_count (
    run_id TEXT NOT NULL REFERENCES import_run (id),
    planned TEXT NOT NULL,
    found TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    PRIMARY KEY (run_id, planned, found)))"};

constexpr QLatin1StringView importDifference{R"(CREATE TABLE import_difference (
    run_id TEXT NOT NULL REFERENCES import_run (id),
    line BIGINT NOT NULL,
    granularity TEXT NOT NULL,
    model_number TEXT NOT NULL,
    batch_number TEXT NOT NULL,
    item_number TEXT NOT NULL,
    planned TEXT NOT NULL,
    found TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (run_id, line)))"};

// Version 6: decisions about settlements, and the audit log. An entry's hash is over its text, byte for byte; the
// columns beside it are for looking it up.

constexpr QLatin1StringView decision{R"(CREATE TABLE decision (
    id TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,
    service TEXT NOT NULL,
    settlement_id TEXT NOT NULL,
    decision TEXT NOT NULL,
    reason TEXT NOT NULL,
    user_name TEXT NOT NULL,
    profile_id TEXT NOT NULL,
    profile_name TEXT NOT NULL,
    state_before TEXT NOT NULL,
    updated_before TEXT NOT NULL,
    digest_before TEXT NOT NULL,
    prepared_by TEXT NOT NULL,
    intended_at TEXT NOT NULL,
    settled_at TEXT NOT NULL,
    outcome TEXT NOT NULL,
    why TEXT NOT NULL,
    detail TEXT NOT NULL,
    state_after TEXT NOT NULL,
    updated_after TEXT NOT NULL,
    digest_after TEXT NOT NULL))"};

constexpr QLatin1StringView decisionBySettlement{
    "CREATE INDEX decision_by_settlement ON decision (service, settlement_id)"};
constexpr QLatin1StringView decisionByOutcome{"CREATE INDEX decision_by_outcome ON decision (outcome)"};

constexpr QLatin1StringView decisionPreparation{R"(CREATE TABLE decision_preparation (
    service TEXT NOT NULL,
    settlement_id TEXT NOT NULL,
    decision TEXT NOT NULL,
    reason TEXT NOT NULL,
    user_name TEXT NOT NULL,
    prepared_at TEXT NOT NULL,
    state_before TEXT NOT NULL,
    updated_before TEXT NOT NULL,
    PRIMARY KEY (service, settlement_id)))"};

constexpr QLatin1StringView auditEntry{R"(CREATE TABLE audit_entry (
    sequence BIGINT NOT NULL PRIMARY KEY,
    event TEXT NOT NULL,
    subject TEXT NOT NULL,
    user_name TEXT NOT NULL,
    entry TEXT NOT NULL,
    hash TEXT NOT NULL))"};

constexpr QLatin1StringView auditBySubject{"CREATE INDEX audit_by_subject ON audit_entry (subject, sequence)"};

constexpr QLatin1StringView auditHead{R"(CREATE TABLE audit_head (
    id BIGINT NOT NULL PRIMARY KEY,
    entries BIGINT NOT NULL,
    hash TEXT NOT NULL))"};

// Version 7: instructions, by the key under which the service knows them, and the files they came in.

constexpr QLatin1StringView instruction{R"(CREATE TABLE instruction (
    service TEXT NOT NULL,
    client_id TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    owner TEXT NOT NULL,
    digest TEXT NOT NULL,
    trade_reference TEXT NOT NULL,
    template_slug TEXT NOT NULL,
    role TEXT NOT NULL,
    user_name TEXT NOT NULL,
    profile_id TEXT NOT NULL,
    profile_name TEXT NOT NULL,
    batch_id TEXT NOT NULL,
    line BIGINT NOT NULL,
    intended_at TEXT NOT NULL,
    settled_at TEXT NOT NULL,
    sends BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    why TEXT NOT NULL,
    detail TEXT NOT NULL,
    instruction_id TEXT NOT NULL,
    PRIMARY KEY (service, client_id, idempotency_key)))"};

constexpr QLatin1StringView instructionByOutcome{"CREATE INDEX instruction_by_outcome ON instruction (outcome)"};
constexpr QLatin1StringView instructionByBatch{"CREATE INDEX instruction_by_batch ON instruction (batch_id, line)"};
constexpr QLatin1StringView instructionByReference{
    "CREATE INDEX instruction_by_reference ON instruction (trade_reference)"};

constexpr QLatin1StringView instructionBatch{R"(CREATE TABLE instruction_batch (
    id TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT NOT NULL,
    service TEXT NOT NULL,
    client_id TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    batch_name TEXT NOT NULL,
    instruction_count BIGINT NOT NULL,
    user_name TEXT NOT NULL,
    profile_id TEXT NOT NULL,
    profile_name TEXT NOT NULL,
    state TEXT NOT NULL,
    done BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    unknown_count BIGINT NOT NULL,
    not_sent BIGINT NOT NULL))"};

// Version 8: points. `day` is the ledger's own, which a clock that is set back does not turn back.

constexpr QLatin1StringView mint{R"(CREATE TABLE mint (
    sequence INTEGER NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    owner TEXT NOT NULL,
    service TEXT NOT NULL,
    account_id TEXT NOT NULL,
    wallet_id TEXT NOT NULL,
    points BIGINT NOT NULL,
    reason TEXT NOT NULL,
    user_name TEXT NOT NULL,
    profile_id TEXT NOT NULL,
    profile_name TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    digest TEXT NOT NULL,
    balance_before TEXT NOT NULL,
    batch_id TEXT NOT NULL,
    line BIGINT NOT NULL,
    day TEXT NOT NULL,
    intended_at TEXT NOT NULL,
    settled_at TEXT NOT NULL,
    outcome TEXT NOT NULL,
    why TEXT NOT NULL,
    detail TEXT NOT NULL,
    new_amount TEXT NOT NULL,
    order_id TEXT NOT NULL,
    lost_at TEXT NOT NULL,
    balance_lost TEXT NOT NULL,
    closed_by TEXT NOT NULL))"};

constexpr QLatin1StringView mintByAccount{"CREATE INDEX mint_by_account ON mint (account_id, service, sequence)"};
constexpr QLatin1StringView mintByOutcome{"CREATE INDEX mint_by_outcome ON mint (outcome, sequence)"};
constexpr QLatin1StringView mintByDay{"CREATE INDEX mint_by_day ON mint (day)"};
constexpr QLatin1StringView mintByBatch{"CREATE INDEX mint_by_batch ON mint (batch_id, sequence)"};
constexpr QLatin1StringView mintByUser{"CREATE INDEX mint_by_user ON mint (user_name, sequence)"};
constexpr QLatin1StringView mintByKey{"CREATE INDEX mint_by_key ON mint (idempotency_key, sequence)"};

constexpr QLatin1StringView mintLimit{R"(CREATE TABLE mint_limit (
    profile_id TEXT NOT NULL PRIMARY KEY,
    per_action BIGINT NOT NULL,
    account_day BIGINT NOT NULL,
    operator_day BIGINT NOT NULL,
    profile_day BIGINT NOT NULL))"};

// Version 9: batches of awards. What became of a line is told by the mints under its key.

constexpr QLatin1StringView awardBatch{R"(CREATE TABLE award_batch (
    id TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT NOT NULL,
    service TEXT NOT NULL,
    batch_name TEXT NOT NULL,
    content_sha256 TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_sha256 TEXT NOT NULL,
    points BIGINT NOT NULL,
    same_as TEXT NOT NULL,
    user_name TEXT NOT NULL,
    profile_id TEXT NOT NULL,
    profile_name TEXT NOT NULL,
    state TEXT NOT NULL,
    line_count BIGINT NOT NULL,
    done BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    unknown_count BIGINT NOT NULL,
    not_sent BIGINT NOT NULL,
    points_done BIGINT NOT NULL,
    UNIQUE (service, content_sha256)))"};

constexpr QLatin1StringView awardBatchByStart{"CREATE INDEX award_batch_by_start ON award_batch (started_at, id)"};

constexpr QLatin1StringView awardLine{R"(CREATE TABLE award_line (
    batch_id TEXT NOT NULL REFERENCES award_batch (id),
    place BIGINT NOT NULL,
    line BIGINT NOT NULL,
    account_id TEXT NOT NULL,
    points BIGINT NOT NULL,
    reason TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    PRIMARY KEY (batch_id, place)))"};

// Also: which open mints an operator knew of, by their ids with a space between; how far the service's clock was ahead
// of the one that the times are of; and indexes for a million mints. Of each outcome by itself the latest are found,
// whatever else is asked for, and sums need no other columns.

constexpr QLatin1StringView mintDespite{"ALTER TABLE mint ADD COLUMN despite TEXT NOT NULL DEFAULT ''"};
constexpr QLatin1StringView mintAhead{"ALTER TABLE mint ADD COLUMN service_ahead_ms BIGINT NOT NULL DEFAULT 0"};
constexpr QLatin1StringView noMintByAccount{"DROP INDEX mint_by_account"};
constexpr QLatin1StringView noMintByOutcome{"DROP INDEX mint_by_outcome"};
constexpr QLatin1StringView noMintByBatch{"DROP INDEX mint_by_batch"};
constexpr QLatin1StringView noMintByUser{"DROP INDEX mint_by_user"};
constexpr QLatin1StringView mintsOfAccount{
    "CREATE INDEX mint_of_account ON mint (account_id, service, outcome, sequence, points)"};
constexpr QLatin1StringView mintsOfUser{
    "CREATE INDEX mint_of_user ON mint (user_name, service, outcome, sequence, points)"};
constexpr QLatin1StringView mintsOfProfile{
    "CREATE INDEX mint_of_profile ON mint (profile_id, service, outcome, sequence, points)"};
constexpr QLatin1StringView mintsOfBatch{
    "CREATE INDEX mint_of_batch ON mint (batch_id, service, outcome, sequence, user_name)"};
constexpr QLatin1StringView mintsOfOutcome{"CREATE INDEX mint_of_outcome ON mint (outcome, service, sequence)"};

} // namespace

SqliteFile ledgerFile(const QString &path)
{
    return {path, 0x43686e63}; // "Chnc"
}

QList<QStringList> ledgerMigrations()
{
    return {
        {importRun, importRunByStart, importChunk, importJob, importRow, importRowByChunk},
        {importBasis, runTemplate, runPlan, chunkSends},
        {importPreimage, importUndo},
        {basisProfile},
        {basisPlan, runPruned, importPlan, importOutcome, importOutcomeCount, importDifference},
        {decision, decisionBySettlement, decisionByOutcome, decisionPreparation, auditEntry, auditBySubject, auditHead},
        {instruction, instructionByOutcome, instructionByBatch, instructionByReference, instructionBatch},
        {mint, mintByAccount, mintByOutcome, mintByDay, mintByBatch, mintByUser, mintByKey, mintLimit},
        {awardBatch, awardBatchByStart, awardLine, mintDespite, mintAhead, noMintByAccount, noMintByOutcome,
         noMintByBatch, noMintByUser, mintsOfAccount, mintsOfUser, mintsOfProfile, mintsOfBatch, mintsOfOutcome},
        {approval, approvalByTime, approvalByState, approvalByToken}};
}

} // namespace chancery
