// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/client.h"

#include <QObject>

#include <deque>
#include <memory>

namespace chancery {

/// Loads what is below a model or a batch, one parent after the other: batches first, then items, page by page.
class BranchLoader : public QObject
{
    Q_OBJECT

public:
    explicit BranchLoader(keyban::Client &client, QObject *parent = nullptr);
    ~BranchLoader() override;

    /// Asks for everything below `parent`, unless that is under way.
    void load(const keyban::PassportKey &parent);
    void stop();
    bool isLoading() const { return !m_queue.empty(); }

Q_SIGNALS:
    /// Rows below `parent`, as they come.
    void found(const chancery::keyban::PassportKey &parent, const QList<chancery::keyban::Passport> &rows);
    /// Everything below `parent` was told.
    void completed(const chancery::keyban::PassportKey &parent);
    /// `parent` was not read to the end; what was in line behind it goes on.
    void failed(const chancery::keyban::PassportKey &parent, const chancery::Error &error);
    void changed();

private:
    struct Question
    {
        keyban::PassportKey parent;
        keyban::PassportQuery query;
        bool last = false; ///< of its parent
    };

    void ask(int page);
    void take(const keyban::Page<keyban::Passport> &page);
    void next();

    keyban::Client &m_client;
    std::deque<Question> m_queue; ///< the first is under way
    std::unique_ptr<QObject> m_step;
};

} // namespace chancery
