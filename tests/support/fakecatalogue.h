// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"
#include "tests/support/scriptednetwork.h"

#include <QList>

#include <optional>

namespace chancery::test {

/// A passport service behind a scripted network: flat dialect, lists with `eq` filters, read, create, patch, publish.
/// For what the sandbox would never do on cue: lose an answer after acting, ignore a filter, change a row meanwhile.
class FakeCatalogue
{
public:
    explicit FakeCatalogue(ScriptedNetwork &network);
    Q_DISABLE_COPY_MOVE(FakeCatalogue)

    /// Adds a row from its JSON; what is left out is filled in: flat model, draft, StarknetSepolia.
    void add(const char *row);
    json::Value &row(const QString &id);
    void remove(const QString &id);
    int count() const { return int(m_rows.size()); }
    /// Changes a member and moves `updatedAt`.
    void change(const QString &id, const QString &path, const json::Value &value);

    /// Whether the request is still acted upon before it goes wrong.
    enum class Acts { Yes, No };
    /// What happens to the next request of this method, once.
    void mishap(const QByteArray &method, const ScriptedAnswer &answer, Acts acts);

    bool ignoresFilters = false;
    bool refusesFilters = false;
    bool publishes = true; ///< false: takes the call and leaves the drafts

private:
    struct Mishap
    {
        QByteArray method;
        ScriptedAnswer answer;
        Acts acts;
    };
    ScriptedAnswer answer(const SeenRequest &request);
    ScriptedAnswer act(const SeenRequest &request);
    ScriptedAnswer list(const QUrl &url) const;
    ScriptedAnswer create(const QByteArray &body);
    ScriptedAnswer patch(const QString &id, const QByteArray &body);
    ScriptedAnswer publish(const QUrl &url);
    QList<int> matching(const QUrl &url) const;
    void touch(json::Value &row);

    std::vector<json::Value> m_rows;
    std::optional<Mishap> m_mishap;
    int m_clock = 0;
};

} // namespace chancery::test
