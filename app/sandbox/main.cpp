// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/clock.h"
#include "app/sandbox/controlservice.h"
#include "app/sandbox/faults.h"
#include "app/sandbox/identifiers.h"
#include "app/sandbox/keybanservice.h"
#include "app/sandbox/keybanstore.h"
#include "app/sandbox/options.h"
#include "app/sandbox/requestlog.h"
#include "app/sandbox/server.h"
#include "app/sandbox/signals.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

using namespace chancery::sandbox;
using namespace Qt::StringLiterals;

namespace {

constexpr int cannotStart = 3;

int fail(const QString &sentence)
{
    fprintf(stderr, "chancery-sandbox: %s\n", qUtf8Printable(sentence));
    return cannotStart;
}

/// The line by which whoever started the sandbox learns where it is and how to sign in.
QByteArray readyLine(quint16 port)
{
    const QByteArray base = "http://127.0.0.1:" + QByteArray::number(port);
    return "{\"port\":" + QByteArray::number(port) + ",\"keyban\":\"" + base + "/keyban\",\"control\":\"" + base +
           "/_sandbox\",\"credentials\":{\"keyban\":{\"apiKey\":\"" + keybanKey.toByteArray() +
           "\",\"applicationId\":\"" + uuidText(Catalogue::applications().first()) + "\",\"accounts\":[]}}}\n";
}

QString loadFaults(Faults &faults, const QString &path)
{
    if (path.isEmpty())
        return {};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return u"%1: %2"_s.arg(path, file.errorString());
    const auto rules = chancery::json::parse(file.readAll());
    const QByteArray problem = rules ? faults.set(*rules) : QByteArray("is not JSON");
    return problem.isEmpty() ? QString() : u"%1: %2"_s.arg(path, QString::fromUtf8(problem));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"chancery-sandbox"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CHANCERY_VERSION));
    const Options options = readOptions(application.arguments());

    Clock clock;
    Faults faults;
    RequestLog log;
    log.hide(keybanKey.toByteArray());
    if (const QString problem = loadFaults(faults, options.faultsFile); !problem.isEmpty())
        return fail(problem);

    KeybanStore store(options.keyban, clock);
    if (const QString problem = store.open(); !problem.isEmpty())
        return fail(u"%1 %2"_s.arg(options.keyban.file, problem));
    QObject::connect(&store, &KeybanStore::failed, [&options](const QString &reason) {
        exit(fail(u"%1 cannot be written any more (%2); stopping."_s.arg(options.keyban.file, reason)));
    });

    KeybanService keyban(store);
    ControlService control({log, faults, store, keyban});
    Server server(log, faults);
    server.mount(keyban);
    server.mountControl(control);
    const quint16 port = server.start(options.port);
    if (port == 0)
        return fail(u"Cannot listen on port %1: %2. Stop the program that uses it, or leave --port out."_s.arg(
            QString::number(options.port), server.errorText()));

    quitOnSignals(application);
    const QByteArray line = readyLine(port);
    fwrite(line.constData(), 1, size_t(line.size()), stdout);
    fflush(stdout);
    return QCoreApplication::exec();
}
