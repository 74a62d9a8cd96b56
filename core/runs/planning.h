// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/draftreader.h"
#include "core/mirror/mirrorkeys.h"
#include "core/runs/importplan.h"

#include <chrono>

namespace chancery {

/// A row as it was judged, for whoever wants to look at each.
struct JudgedRow
{
    qint64 record = 0;
    qint64 line = 0;
    catalogue::KeyView keyText; ///< as it stands in the file
    catalogue::PlanClass planClass = catalogue::PlanClass::Create;
    quint64 fact = 0;
    const json::Value *passport = nullptr; ///< where it was read
    std::string_view text = {};            ///< the create body, or where it was parsed already:
    const json::Value *parsed = nullptr;
    keyban::PassportKey key() const;
    /// Error: Protocol / NotJson.
    Result<json::Value> body() const;
};

struct PlanWatch
{
    std::function<bool(qint64 record)> wantsPassport{}; ///< whether it is to be read even if digests agree
    std::function<void(const JudgedRow &row)> judged{};
};

/// Works out one plan: each row of the file is held against the mirror's digests, and against the passport itself where
/// those differ. A few thousand rows are in memory at a time.
class Planning
{
public:
    Planning(const PlanRequest &request, const std::stop_token &stop, PlanWatch watch = {});
    Result<SharedPlan> run();

    /// The same step by step, without a plan at the end.
    Result<Nothing> open();
    /// Some thousand rows; false at the end, when all were judged.
    Result<bool> readSome();

    static keyban::PassportKey keyOf(const catalogue::KeyView &key);
    static Error cancelled(const QString &file);

private:
    /// A row whose passport has to be read.
    struct Waiting
    {
        qint64 record;
        qint64 line;
        catalogue::Granularity granularity;
        std::string model;
        std::string batch;
        std::string item;
        json::Value body;
        std::vector<MirrorKeys::Entry> candidates;
        JudgedRow judged() const
        {
            JudgedRow row{record, line, {granularity, model, batch, item}};
            row.parsed = &body;
            return row;
        }
    };
    static constexpr std::size_t batchSize = 4096;

    Result<Nothing> takeRow();
    Result<Nothing> settleBatch();
    Result<Nothing> judge(const Waiting &row, const QHash<quint32, QByteArray> &raw);
    void note(const JudgedRow &row);
    void noteAbsent(JudgedRow row);
    void noteChange(const Waiting &row, const json::Value &passport, catalogue::PlanClass planClass);
    std::optional<Error> interruption();
    void conclude();

    const PlanRequest &m_request;
    const std::stop_token &m_stop;
    const PlanWatch m_watch;
    const std::string m_application;
    std::shared_ptr<ImportPlan> m_plan;
    std::optional<MirrorKeys> m_keys;
    std::unique_ptr<catalogue::DraftReader> m_reader;
    std::vector<Waiting> m_batch;
    qint64 m_rows = 0;
    std::chrono::steady_clock::time_point m_lastProgress{};
};

} // namespace chancery
