// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/pending.h"
#include "core/http/httpclient.h"
#include "core/keyban/imports.h"
#include "core/keyban/passport.h"
#include "core/keyban/query.h"

namespace chancery::keyban {

/// One page as the server gave it. `total` counts what the server's own filters let through.
template <class T>
struct Page
{
    QList<T> rows;
    qint64 total = 0;
    int number = 1; ///< from 1
};

/// The largest page the service answers (§5: above it, 400).
inline constexpr int maxPageSize = 100;

/// A list answer, decoded. Error: Protocol / UnexpectedShape.
Result<Page<Passport>> decodePassportPage(const json::Value &body, int number);

/// What a server's answers say about its dialect (§4.4). Undecided means: write nothing until a person has picked.
struct DialectEvidence
{
    enum class Source {
        Rows,         ///< a row showed one shape only
        BothShapes,   ///< rows show both shapes: the server reads either, and decides nothing
        Probes,       ///< an empty list; exactly one of two filters was accepted
        BothAccepted, ///< an empty list; both filters were accepted
        Nothing,
    };
    std::optional<Dialect> dialect;
    qint64 total = 0; ///< passports there are
    Source source = Source::Nothing;
    bool speaksBoth() const { return source == Source::BothShapes || source == Source::BothAccepted; }
};

/// An accepted upload and how often it had to be sent for that.
struct SubmittedImport
{
    ImportJob job;
    int attempts = 1;
};

struct ClientSettings
{
    QString applicationId;
    Dialect dialect = Dialect::Flat;
    bool dialectDecided = true; ///< false: writes are refused with Cause::DialectUndecided
    QString eventStreamPath{};  ///< below the base address, with `{id}` for the job; empty: the service has none
};

/// Passports and imports of one application. A call either answers with its record or with an Error; see HttpClient for
/// the kinds. Every list answer is decoded row by row: a row without an id fails the page as UnexpectedShape.
class Client : public QObject
{
    Q_OBJECT

public:
    Client(HttpClient &http, ClientSettings settings, QObject *parent = nullptr);

    const ClientSettings &settings() const { return m_settings; }
    void setSettings(const ClientSettings &settings) { m_settings = settings; }
    /// How much the profile's guard lets through; what it refuses here, no call of this client sends.
    GuardLevel guardLevel() const { return m_http.guard().level(); }
    /// The address, as the ledger names it.
    QString service() const
    {
        return QString::fromLatin1(m_http.base().adjusted(QUrl::StripTrailingSlash).toEncoded());
    }

    /// A page of what the server's filters let through; local filters of `query` are the caller's (divide()).
    Pending<Page<Passport>> listPassports(const PassportQuery &query, int page, int pageSize = maxPageSize);
    /// A page of everything, as it came: for whoever reads it on another thread (readPage()).
    Pending<QByteArray> fetchPassports(int page);
    Pending<Passport> readPassport(const QString &id);
    /// Never repeated by itself. After Reach::Unknown, findPassport() tells whether it is there.
    Pending<Passport> createPassport(const PassportDraft &draft, std::optional<Confirmation> confirmation = {});
    /// `patch.data` is the whole object (U4). The answer is the passport as the server has it now.
    Pending<Passport> updatePassport(const QString &id, const PassportPatch &patch,
                                     std::optional<Confirmation> confirmation = {});
    /// Takes a passport away for good. Not every service offers it, and one that does not may answer 404 (§3, U5).
    Pending<Nothing> deletePassport(const QString &id, Confirmation confirmation);
    /// The passport with exactly this key, or nothing.
    Pending<std::optional<Passport>> findPassport(const PassportKey &key);
    /// Publishes every draft that the filters match; refuses filters this server cannot apply, and none at all (§9).
    Pending<Nothing> publishPassports(const QList<Filter> &filters, Confirmation confirmation);

    /// `rows` is a JSON array of create bodies without `application`. Accepted, nothing more. Safe to send again.
    Pending<SubmittedImport> submitImport(const QByteArray &rows, std::optional<Confirmation> confirmation = {});
    Pending<Page<ImportChild>> importReport(const QString &jobId, int page, int pageSize = maxPageSize);

    /// Says when a report is worth reading again; nothing where the service has no event stream. It is only a hint.
    std::unique_ptr<EventStream> importEvents(const QString &jobId);

    /// Tells the server's dialect by its rows, else by two harmless probes. Reads only.
    Pending<DialectEvidence> detectDialect();

    /// Waits of the pipeline under way, for whoever shows them.
    void retryNow() { m_http.retryNow(); }
    void cancelWait() { m_http.cancelWait(); }
    void cancelWait(const QList<Call> &calls) { m_http.cancelWait(calls); }

Q_SIGNALS:
    void waiting(const chancery::RetryWait &wait);
    void resumed();

private:
    std::optional<Error> undecided(const Call &call) const;
    HttpRequest listRequest(const QList<QPair<QString, QString>> &filters, int page, int pageSize) const;
    Pending<DialectEvidence> probeDialect();
    Pending<std::optional<Passport>> findOnPage(const PassportKey &key, const PassportQuery &query, int page);

    HttpClient &m_http;
    ClientSettings m_settings;
};

} // namespace chancery::keyban
