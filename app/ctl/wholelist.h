// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ctl/arguments.h"
#include "app/ctl/output.h"
#include "app/ctl/pastruns.h"

#include "core/async/pending.h"
#include "core/keystone/page.h"

#include <QCoreApplication>
#include <QObject>
#include <QSet>

#include <functional>

namespace chancery::ctl {

/// How a list of one kind of record is put out.
template <class T>
struct ListWords
{
    QString member; ///< of the JSON object
    QString none;
    QString damaged; ///< with %1 for how many
    std::function<QString(const T &)> line;
};

/// Reads all pages of a list of the settlement service, each record once, puts it out, and ends the program.
template <class T>
class WholeList : public QObject
{
public:
    using Page = keystone::Page<T>;
    using Read = std::function<Pending<Page>(const keystone::Window &)>;
    using Arrange = std::function<void(QList<T> &)>;

    WholeList(Read read, ListWords<T> words, const CommonOptions &options)
        : m_read(std::move(read))
        , m_words(std::move(words))
        , m_isJson(options.json)
    {}
    /// Called with all records before they are put out.
    void setArrange(Arrange arrange) { m_arrange = std::move(arrange); }
    void start() { next(0); }

private:
    void next(int offset)
    {
        m_read({.limit = keystone::maxPageSize, .offset = offset}).then(this, [this](const Result<Page> &page) {
            if (!page)
                fail(sentence(page.error()), exitFor(page.error()));
            take(*page);
        });
    }

    void take(const Page &page)
    {
        for (const T &record : page.rows) {
            // One that came meanwhile pushes others to the next page.
            if (!m_known.contains(record.id))
                m_records << record;
            m_known.insert(record.id);
        }
        m_damaged += page.damaged.size();
        m_total = page.total;
        page.hasMore() ? next(page.offset + page.limit) : finish();
    }

    void finish()
    {
        if (m_arrange)
            m_arrange(m_records);
        if (m_isJson)
            printObject();
        else
            for (const T &record : std::as_const(m_records))
                print(m_words.line(record));
        if (m_records.isEmpty() && !m_isJson)
            remark(m_words.none);
        if (m_damaged > 0)
            remark(m_words.damaged.arg(numberText(m_damaged)));
        QCoreApplication::exit(m_damaged > 0 ? SomeFailed : AllDone);
    }

    void printObject() const
    {
        json::Value::Array items;
        for (const T &record : m_records)
            items.push_back(record.raw);
        json::Value object = json::Value::object();
        object.set(m_words.member, std::move(items));
        object.set(QStringLiteral("total"), json::Value::integer(m_total));
        object.set(QStringLiteral("damaged"), json::Value::integer(m_damaged));
        printJson(object);
    }

    const Read m_read;
    const ListWords<T> m_words;
    const bool m_isJson;
    Arrange m_arrange;
    QList<T> m_records;
    QSet<QString> m_known;
    qint64 m_damaged = 0;
    qint64 m_total = 0;
};

} // namespace chancery::ctl
