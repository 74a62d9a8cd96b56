// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/keybanstore.h"
#include "app/sandbox/loyaltyservice.h"
#include "app/sandbox/service.h"

namespace chancery::sandbox {

/// What the one key of the sandbox may do; tests take it away in mid-run.
struct KeyState
{
    bool isRevoked = false;
    bool isReadOnly = false;
};

/// Forms in which the service is not known to answer, but might: for tests of readers that must bear them.
struct Oddities
{
    enum class RowError : quint8 {
        Text,
        Object,
        List,
    };
    enum class Report : quint8 {
        Plain,
        Repeating, ///< every page begins with the last row of the page before
        Shrinking, ///< from the second look on, the last tenth of the rows is missing
        Reversed,
        Capped, ///< to its first hundred rows
    };

    RowError rowError = RowError::Text;
    Report report = Report::Plain;
    /// Takes `{"rowError","report"}`; returns what is wrong with it, or an empty text.
    QByteArray set(const json::Value &wishes);
};

constexpr QByteArrayView keybanKey = "test-keyban-api-key";

/// The passport service on the wire: routes, credentials and refusals (Keyban fact sheet §3, §10).
class KeybanService : public Service
{
public:
    KeybanService(KeybanStore &store, LoyaltyService &loyalty)
        : m_store(store)
        , m_loyalty(loyalty)
    {}

    QByteArray prefix() const override { return "keyban"; }
    Answer handle(const Request &request) override;
    void addCounts(json::Value &state) override;

    KeyState key;
    Oddities oddities;

private:
    Problem credentialProblem(const Request &request) const;
    bool hasValidKey(const Request &request) const;
    Answer route(const Request &request);
    Answer passportRoute(const Request &request);
    Answer importRoute(const Request &request);

    Answer listPassports(const Request &request);
    Answer readPassport(const Request &request);
    Answer createPassport(const Request &request);
    Answer updatePassport(const Request &request);
    Answer deletePassport(const Request &request);
    Answer publishPassports(const Request &request);
    Answer buildCredential(const Request &request);
    Answer storeOptInForm(const Request &request);
    Answer submitImport(const Request &request);
    Answer reportImport(const Request &request);
    Answer streamImport(const Request &request);
    Answer listApplications(const Request &request);
    Answer passportAnswer(quint32 number, int status);
    std::optional<quint32> passportNumber(const Request &request) const;

    KeybanStore &m_store;
    LoyaltyService &m_loyalty;
    quint64 m_signatures = 0;
    QHash<quint32, int> m_looks; ///< at the reports of shrinking jobs
};

/// A page of a list, or why there is none.
struct PageQuery
{
    qint64 page = 1;
    qint64 size = 10;
    Problem problem;

    /// The half-open range of `total` entries that this page shows.
    qint64 first(qint64 total) const { return std::min(total, (page - 1) * size); }
    qint64 last(qint64 total) const { return std::min(total, first(total) + size); }
};
PageQuery pageQuery(const Request &request, qint64 largest);

struct FilterQuery
{
    QList<Filter> filters;
    Problem problem;
};
/// Filters of the query string, or of a body `{"filters":[…]}` where there is one.
FilterQuery filterQuery(const Request &request, const Dialect &dialect);

} // namespace chancery::sandbox
