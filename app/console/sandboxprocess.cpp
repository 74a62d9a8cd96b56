// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/sandboxprocess.h"

#include "core/json/value.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <csignal>
#include <sys/prctl.h>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

QString program()
{
    return QDir(QCoreApplication::applicationDirPath()).filePath(u"chancery-sandbox"_s);
}

Result<SandboxFacts> parseFacts(const QByteArray &line)
{
    const Result<json::Value> parsed = json::parse(line);
    if (!parsed)
        return parsed.error();
    const json::Value &keyban = parsed->at(u"credentials.keyban");
    const json::Value &keystone = parsed->at(u"credentials.keystone");
    const json::Value &bkey = parsed->at(u"credentials.bkey");
    return SandboxFacts{.keyban = QUrl((*parsed)[u"keyban"].toString()),
                        .applicationId = keyban[u"applicationId"].toString(),
                        .apiKey = Secret::fromUtf8(keyban[u"apiKey"].toString().toUtf8()),
                        .keystone = QUrl((*parsed)[u"keystone"].toString()),
                        .keystoneAuth = QUrl((*parsed)[u"keystoneAuth"].toString()),
                        .clientId = keystone[u"clientId"].toString(),
                        .clientSecret = Secret::fromUtf8(keystone[u"clientSecret"].toString().toUtf8()),
                        .bkey = QUrl((*parsed)[u"bkey"].toString()),
                        .approvalClient = bkey[u"clientId"].toString(),
                        .approvalSecret = Secret::fromUtf8(bkey[u"clientSecret"].toString().toUtf8()),
                        .approver = bkey[u"userDid"].toString(),
                        .control = QUrl((*parsed)[u"control"].toString())};
}

} // namespace

void bringUpToDate(Profile &profile, const SandboxFacts &facts)
{
    profile.isSandbox = true;
    profile.keyban.base = facts.keyban;
    profile.keyban.applicationId = facts.applicationId;
    if (profile.keyban.network.isEmpty())
        profile.keyban.network = keyban::testNetwork(keyban::Dialect::Flat);
    if (!profile.keystone)
        profile.keystone.emplace();
    profile.keystone->base = facts.keystone;
    profile.keystone->auth = facts.keystoneAuth;
    profile.keystone->clientId = facts.clientId;
    if (!profile.bkey) { // a new one, to try out what asks for a yes
        profile.bkey.emplace();
        profile.isTest = true;
        profile.gate = GatePolicy({{GatedAction::Mint, 5'000, GateNeed::Phone}});
        profile.bkey->approvers = {
            {.name = QCoreApplication::translate("Sandbox", "The simulated phone"), .did = facts.approver, .user = {}}};
    }
    profile.bkey->base = facts.bkey;
    profile.bkey->clientId = facts.approvalClient;
}

SandboxProcess::SandboxProcess(QString dataFile, Seed seed, QObject *parent)
    : QObject(parent)
    , m_dataFile(std::move(dataFile))
    , m_seed(seed)
{
    m_process.setProgram(program());
    // A console that is killed leaves no sandbox behind: it would keep the data file from the next one.
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &SandboxProcess::readFirstLine);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail(m_process.errorString());
    });
    connect(&m_process, &QProcess::finished, this,
            [this] { fail(QString::fromUtf8(m_process.readAllStandardError()).trimmed()); });
}

/// It keeps its state as it goes, so it may be ended at any time.
SandboxProcess::~SandboxProcess()
{
    m_ending = true;
    m_process.terminate();
    if (!m_process.waitForFinished(2'000))
        m_process.kill();
    m_process.waitForFinished(1'000);
}

void SandboxProcess::start()
{
    QDir().mkpath(QFileInfo(m_dataFile).absolutePath());
    m_process.setArguments(
        {u"--port"_s, u"0"_s, u"--data"_s, m_dataFile, u"--seed"_s, m_seed == Seed::Demo ? u"demo"_s : u"empty"_s});
    m_process.start(QIODevice::ReadOnly);
}

void SandboxProcess::readFirstLine()
{
    if (m_ready) {
        m_process.readAllStandardOutput();
        return;
    }
    m_output += m_process.readAllStandardOutput();
    const qsizetype end = m_output.indexOf('\n');
    if (end < 0)
        return;
    Result<SandboxFacts> facts = parseFacts(m_output.first(end));
    if (!facts)
        return fail(facts.error().detail);
    m_ready = true;
    Q_EMIT ready(*facts);
}

void SandboxProcess::fail(const QString &detail)
{
    if (m_ending)
        return;
    Error error;
    error.kind = ErrorKind::Network;
    error.cause = Cause::SandboxFailed;
    error.subject = m_process.program();
    error.detail = detail;
    Q_EMIT failed(error);
}

} // namespace chancery
