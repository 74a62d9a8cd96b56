// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Uses the keychain of the bus it is started on and prints what happened, a line each:
//   keychain_probe [--slow-after MS] [write KEY TEXT | read KEY | try KEY | remove KEY]…
// `try` is readUnlessSlow(). The state is printed whenever it changes.

#include "core/secrets/keychainstore.h"

#include <QCoreApplication>

#include <cstdio>

using namespace chancery;
using namespace Qt::StringLiterals;

namespace {

const char *wordFor(KeychainState state)
{
    switch (state) {
    case KeychainState::Unasked:
        return "unasked";
    case KeychainState::Answering:
        return "answering";
    case KeychainState::Slow:
        return "slow";
    case KeychainState::Refusing:
        return "refusing";
    case KeychainState::Absent:
        return "absent";
    case KeychainState::Empty:
        break;
    }
    return "empty";
}

const char *wordFor(Cause cause)
{
    switch (cause) {
    case Cause::KeychainSlow:
        return "slow";
    case Cause::KeychainRefused:
        return "refused";
    case Cause::KeychainAbsent:
        return "absent";
    case Cause::KeychainEmpty:
        return "empty";
    default:
        return "unexpected";
    }
}

class Probe : public QObject
{
public:
    Probe(KeychainStore &store, QStringList steps)
        : m_store(store)
        , m_steps(std::move(steps))
    {
        connect(&store, &SecretStore::stateChanged, this, [](KeychainState state) { say("state", wordFor(state)); });
    }

    void next()
    {
        if (m_steps.isEmpty())
            return QCoreApplication::quit();
        const QString verb = m_steps.takeFirst();
        const QString key = m_steps.takeFirst();
        if (verb == u"write"_s)
            finish("write", m_store.write(key, Secret::fromText(m_steps.takeFirst())));
        else if (verb == u"remove"_s)
            finish("remove", m_store.remove(key));
        else
            finish("read", verb == u"try"_s ? readUnlessSlow(m_store, key) : m_store.read(key));
    }

private:
    static void say(const char *topic, const char *word)
    {
        std::printf("%s %s\n", topic, word);
        std::fflush(stdout);
    }

    template <class T>
    void finish(const char *verb, Pending<T> pending)
    {
        std::move(pending).then(this, [this, verb](const Result<T> &result) {
            if (!result.ok())
                say(verb, wordFor(result.error().cause));
            else if constexpr (std::is_same_v<T, Secret>)
                result->use([verb](QByteArrayView bytes) { say(verb, bytes.toByteArray().constData()); });
            else
                say(verb, "done");
            next();
        });
    }

    KeychainStore &m_store;
    QStringList m_steps;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QStringList steps = application.arguments().mid(1);
    KeychainStore::Options options;
    if (steps.value(0) == u"--slow-after"_s) {
        options.slowAfter = std::chrono::milliseconds(steps.at(1).toInt());
        steps.remove(0, 2);
    }
    KeychainStore store(options);
    Probe probe(store, steps);
    QMetaObject::invokeMethod(
        &probe, [&probe] { probe.next(); }, Qt::QueuedConnection);
    return application.exec();
}
