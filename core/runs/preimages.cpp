// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/preimages.h"

#include "core/ledger/ledger.h"
#include "core/mirror/mirror.h"
#include "core/runs/mirrorcatchup.h"
#include "core/runs/passportcontent.h"
#include "core/runs/planning.h"
#include "core/runs/publishplan.h"

namespace chancery {

using namespace Qt::StringLiterals;
using catalogue::PlanClass;

namespace {

constexpr qsizetype rowsAtOnce = 2000;

RowOrigin originOf(PlanClass planClass)
{
    return planClass == PlanClass::Create ? RowOrigin::Created : RowOrigin::NotKnown;
}

PlanRequest requestOf(const ImportOrder &order)
{
    return {.spec = order.spec,
            .report = order.report,
            .target = order.plan->target,
            .mirrorPath = order.plan->mirrorPath,
            .mirror = order.plan->mirror};
}

} // namespace

/// What the background thread works with.
class PreimageReader::Reading
{
public:
    Reading(const ImportOrder &order, std::stop_token stop)
        : m_unchanged(order.unchanged)
        , m_request(requestOf(order))
        , m_stop(std::move(stop))
        , m_planning(m_request, m_stop,
                     {.wantsPassport = [this](qint64 record) { return !m_unchanged.contains(record); },
                      .judged = [this](const JudgedRow &row) { take(row); }})
    {}

    Result<Nothing> open() { return m_planning.open(); }

    Result<QList<Preimage>> next()
    {
        m_rows.clear();
        while (m_rows.size() < rowsAtOnce && !m_isAtEnd) {
            const auto more = m_planning.readSome();
            if (!more)
                return more.error();
            m_isAtEnd = !*more;
        }
        if (m_error)
            return *m_error;
        return std::move(m_rows);
    }

private:
    void take(const JudgedRow &row)
    {
        if (m_unchanged.contains(row.record))
            return; // it is not sent
        const auto body = row.body();
        if (!body) {
            m_error = body.error();
            return;
        }
        Preimage preimage{.line = row.line, .key = row.key(), .origin = originOf(row.planClass)};
        PassportContent before;
        if (row.passport)
            before = meet(*row.passport, preimage);
        preimage.left = before.with(*body).digest(preimage.key);
        m_rows << preimage;
    }

    static PassportContent meet(const json::Value &row, Preimage &preimage)
    {
        const auto passport = keyban::decodePassport(row);
        if (!passport) {
            preimage.origin = RowOrigin::NotKnown;
            return {};
        }
        PassportContent before = PassportContent::of(*passport);
        preimage.passportId = passport->id;
        preimage.origin = isDraft(*passport) ? RowOrigin::Draft : RowOrigin::Published;
        if (preimage.origin == RowOrigin::Draft)
            preimage.before = before.toJson();
        return before;
    }

    const catalogue::RecordSet m_unchanged;
    const PlanRequest m_request;
    const std::stop_token m_stop;
    QList<Preimage> m_rows;
    bool m_isAtEnd = false;
    std::optional<Error> m_error;
    Planning m_planning; ///< last: it calls back
};

PreimageReader::PreimageReader()
    : m_worker(u"preimages"_s)
{
    m_worker.runLast([this] { m_reading.reset(); });
}

PreimageReader::~PreimageReader()
{
    m_stop.request_stop();
}

Pending<Nothing> PreimageReader::open(const ImportOrder &order)
{
    return m_worker.post([this, order]() -> Result<Nothing> {
        m_reading = std::make_unique<Reading>(order, m_stop.get_token());
        return m_reading->open();
    });
}

Pending<QList<Preimage>> PreimageReader::next()
{
    return m_worker.post([this] { return m_reading->next(); });
}

PreimageCapture::PreimageCapture(Ledger &ledger, QString runId, QObject *parent)
    : QObject(parent)
    , m_ledger(ledger)
    , m_runId(std::move(runId))
{}

PreimageCapture::~PreimageCapture() = default;

void PreimageCapture::startAnew(const ImportOrder &order, Mirror &mirror, MirrorSync &sync)
{
    // In line behind the opening: tells when the mirror is open, or why it is not.
    mirror.met().then(this, [this, order, &mirror, &sync](const Result<qint64> &open) {
        if (open)
            return readPassports(order, mirror, sync);
        Q_EMIT ended(open.error());
    });
}

void PreimageCapture::readPassports(const ImportOrder &order, Mirror &mirror, MirrorSync &sync)
{
    m_catchUp = std::make_unique<MirrorCatchUp>(mirror, sync);
    connect(m_catchUp.get(), &MirrorCatchUp::progressed, this,
            [this] { Q_EMIT hindered(m_catchUp->progress().trouble); });
    connect(m_catchUp.get(), &MirrorCatchUp::reached, this, [this, order, &mirror] {
        ImportOrder anew = order;
        const auto plan = std::make_shared<ImportPlan>(*order.plan);
        plan->mirrorPath = mirror.place().path;
        plan->mirror = mirror.state();
        anew.plan = plan;
        start(anew);
    });
    m_catchUp->wait(QDateTime::currentDateTimeUtc());
}

void PreimageCapture::start(const ImportOrder &order)
{
    m_reader.open(order).then(this, [this](const Result<Nothing> &opened) {
        if (opened)
            return next();
        Q_EMIT ended(opened);
    });
}

void PreimageCapture::next()
{
    m_reader.next().then(this, [this](const Result<QList<Preimage>> &preimages) {
        if (preimages && !preimages->isEmpty())
            return keep(*preimages);
        Q_EMIT ended(preimages ? Result<Nothing>(Nothing{}) : preimages.error());
    });
}

void PreimageCapture::keep(const QList<Preimage> &preimages)
{
    const qsizetype count = preimages.size();
    m_ledger.keepPreimages(m_runId, preimages).then(this, [this, count](const Result<Nothing> &kept) {
        if (!kept) {
            Q_EMIT ended(kept);
            return;
        }
        m_kept += count;
        Q_EMIT progressed(m_kept);
        next();
    });
}

} // namespace chancery
