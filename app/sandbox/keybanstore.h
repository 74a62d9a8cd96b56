// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/certifier.h"
#include "app/sandbox/clock.h"
#include "app/sandbox/importjobs.h"
#include "app/sandbox/journal.h"
#include "app/sandbox/writer.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace chancery::sandbox {

struct KeybanOptions
{
    Era era = Era::Both;
    Strictness strictness = Strictness::Tolerant;
    QByteArray seed = "demo";
    int rowsPerSecond = 400; ///< 0: import rows are done at once
    QString file;            ///< empty: in memory
};

/// The state of the passport service and all that can change it. Every change is a Record that is written, then
/// applied; a restart applies them again.
class KeybanStore : public QObject
{
    Q_OBJECT

public:
    KeybanStore(const KeybanOptions &options, Clock &clock);

    /// Reads the data file, or seeds. Returns an error text, or an empty one.
    QString open();

    const Dialect &dialect() const { return m_dialect; }
    const Catalogue &catalogue() const { return m_catalogue; }
    const ImportJobs &jobs() const { return m_jobs; }
    const Clock &clock() const { return m_clock; }
    /// The passport as it is now.
    const Passport &passport(quint32 number);

    struct Created
    {
        Problem problem;
        quint32 number = 0;
    };
    Created create(const QByteArray &body);
    Problem patch(quint32 number, const QByteArray &body);
    quint32 publish(const QList<Filter> &filters);
    void remove(quint32 number);
    /// `body` must be a JSON array; returns the job's number.
    quint32 import(quint16 application, const QByteArray &body);
    void advance(qint64 seconds);
    void setCertification(const CertificationSettings &settings);

    /// Takes the records of other services when they are read again.
    std::function<void(const Record &)> guest;
    /// Keeps a record of another service, whose change is made by itself.
    void note(const Record &record);

Q_SIGNALS:
    /// The data file can no longer be written: the state in memory must not go on without it.
    void failed(const QString &reason);

private:
    void commit(const Record &record);
    void apply(const Record &record);
    void applyBody(const Record &record);
    void applyPublish(const Record &record);
    void workDueRows();

    KeybanOptions m_options;
    Clock &m_clock;
    Dialect m_dialect;
    Catalogue m_catalogue;
    Certifier m_certifier;
    Writer m_writer;
    ImportJobs m_jobs;
    Journal m_journal;
    QTimer m_worker;
    QElapsedTimer m_sinceWork;
    double m_credit = 0;
    bool m_isSeeded = false;
};

} // namespace chancery::sandbox
