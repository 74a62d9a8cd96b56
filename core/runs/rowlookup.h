// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/check.h"
#include "core/keyban/client.h"
#include "core/runs/chunktally.h"

#include <QObject>

#include <memory>

namespace chancery {

/// The file that the rows of a run come from.
struct RowSource
{
    catalogue::ImportSpec spec;
    catalogue::CheckReport report;
};

/// Finds out by their passports which rows of a file are in, for those that the service's report leaves out. The bodies
/// are read from the file once more. A row is in when its passport holds all that the row sends.
class RowLookup : public QObject
{
    Q_OBJECT

public:
    RowLookup(keyban::Client &client, std::shared_ptr<const RowSource> source, QObject *parent = nullptr);
    ~RowLookup() override;

    /// Once. Ends in ended().
    void start(const QList<RowFailure> &rows);

Q_SIGNALS:
    /// The lines of the rows that are in. Rows that could not be asked for are not among them.
    void ended(const QList<qint64> &lines);

private:
    struct Row
    {
        qint64 line = 0;
        json::Value body;
    };
    using Rows = QHash<keyban::PassportKey, Row>;

    static Result<Rows> read(const RowSource &source, const QSet<qint64> &lines);
    void askNext();
    void list(int page);
    void take(const keyban::Passport &passport);
    bool isOurs(const keyban::Passport &passport) const;
    void end();

    keyban::Client &m_client;
    const std::shared_ptr<const RowSource> m_source;
    Rows m_open;
    QList<keyban::PassportKey> m_toAsk;
    QList<qint64> m_found;
};

} // namespace chancery
