// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

#include <iosfwd>
#include <utility>

class QByteArray;
class QDebug;
class QString;
class QTextStream;

namespace chancery {

/// A credential. Its bytes live in pages of their own that are kept out of swap and core dumps as far as the system
/// allows, and are wiped when it goes. It cannot be printed, compared with ==, put into a QVariant or copied by
/// accident: such a line does not compile (tests/core/secrets/misuse.cpp).
class Secret
{
public:
    Secret() = default;
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;
    ~Secret();

    /// Takes the bytes over; `source` is wiped and left empty. Bytes that `source` shares with another QByteArray, or
    /// that are constant, stay where they are.
    static Secret fromUtf8(QByteArray &&source);
    /// The same for text that a person typed.
    static Secret fromText(QString &&source);

    /// The only way to a second one.
    Secret clone() const;

    bool isEmpty() const { return m_size == 0; }
    /// Takes the same time wherever the two differ (lengths are not hidden).
    bool equals(const Secret &other) const;

    /// The one way out: `function(QByteArrayView)`, for the place that puts it on the wire. The view ends with the
    /// call.
    template <class F>
    auto use(F &&function) const
    {
        return std::forward<F>(function)(QByteArrayView(m_bytes, m_size));
    }

    bool operator==(const Secret &) const = delete;
    friend QDebug operator<<(QDebug, const Secret &) = delete;
    friend QTextStream &operator<<(QTextStream &, const Secret &) = delete;
    friend std::ostream &operator<<(std::ostream &, const Secret &) = delete;

private:
    explicit Secret(QByteArrayView bytes);
    void clear() noexcept;

    char *m_bytes = nullptr;
    qsizetype m_size = 0;
};

/// Overwrites the bytes in a way the optimiser keeps, then empties it. Shared or constant bytes are only let go.
void wipe(QByteArray &bytes);
void wipe(QString &text);

} // namespace chancery
