// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>
#include <QSslCertificate>
#include <QSslKey>
#include <QTcpServer>
#include <QUrl>

#include <chrono>
#include <deque>
#include <functional>
#include <optional>

class QTcpSocket;

namespace chancery::test {

/// A request as its bytes came in.
struct LoopbackRequest
{
    QByteArray method{};
    QByteArray target{};
    QByteArray head{}; ///< up to and without the empty line
    QByteArray body{};

    QByteArray header(const QByteArray &name) const;
};

/// What becomes of the connection after the bytes are written.
enum class Then {
    KeepOpen,
    Close,
    Reset, ///< RST: what was not yet read by the peer is lost
};

/// Raw bytes, at whatever pace, whether they are HTTP or not.
struct LoopbackAnswer
{
    QByteArray bytes{};
    Then then = Then::KeepOpen;
    std::chrono::milliseconds after{0};
    qsizetype pieceSize = 0; ///< above 0: written in pieces of so many bytes, `pace` apart
    std::chrono::milliseconds pace{0};

    static LoopbackAnswer json(const QByteArray &body, const QByteArray &statusLine = "200 OK",
                               const QByteArray &moreHeaders = {});
    static LoopbackAnswer mute() { return {}; }
    static LoopbackAnswer closing() { return {.then = Then::Close}; }
};

/// When a request counts as received.
enum class Reading {
    WholeRequest,
    HeadOnly, ///< answers while the body is still coming
};

struct ServerIdentity
{
    QSslCertificate certificate;
    QSslKey key;
};

/// A server on 127.0.0.1 whose every byte is scripted, for what a fake network manager can't show honestly.
class LoopbackServer : public QTcpServer
{
    Q_OBJECT

public:
    using Script = std::function<LoopbackAnswer(const LoopbackRequest &)>;

    /// Speaks TLS when given an identity.
    explicit LoopbackServer(std::optional<ServerIdentity> identity = std::nullopt);
    ~LoopbackServer() override;

    QUrl url() const;
    void answer(const LoopbackAnswer &answer) { m_answers.push_back(answer); }
    /// For requests that no answer() is left for; without it they are left without an answer.
    void answerWith(Script script) { m_script = std::move(script); }
    void readOnlyHeads() { m_reading = Reading::HeadOnly; }
    /// Closes connections as soon as they are made.
    void closeOnConnect() { m_closesOnConnect = true; }

    const QList<LoopbackRequest> &requests() const { return m_requests; }
    int connections() const { return m_connections; }
    int openConnections() const { return int(m_buffers.size()); }
    /// Writes to every open connection, for streams.
    void push(const QByteArray &bytes);
    void closeAll();

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void receive(QTcpSocket *socket);
    std::optional<LoopbackRequest> takeRequest(QByteArray &buffer) const;
    void play(QTcpSocket *socket, const LoopbackAnswer &answer);

    std::optional<ServerIdentity> m_identity;
    std::deque<LoopbackAnswer> m_answers;
    Script m_script;
    QList<LoopbackRequest> m_requests;
    QHash<QTcpSocket *, QByteArray> m_buffers;
    Reading m_reading = Reading::WholeRequest;
    bool m_closesOnConnect = false;
    int m_connections = 0;
};

} // namespace chancery::test
