// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/error.h"

#include <utility>
#include <variant>

namespace chancery {

/// The value of an operation that yields nothing but its success.
using Nothing = std::monostate;

/// Either the value or the Error, never both, never neither.
template <class T>
class [[nodiscard]] Result
{
public:
    using Value = T;

    Result(T value)
        : m_content(std::in_place_index<0>, std::move(value))
    {}
    Result(Error error)
        : m_content(std::in_place_index<1>, std::move(error))
    {}

    bool ok() const { return m_content.index() == 0; }
    explicit operator bool() const { return ok(); }

    /// Precondition: ok().
    T &value() & { return std::get<0>(m_content); }
    const T &value() const & { return std::get<0>(m_content); }
    T &&value() && { return std::get<0>(std::move(m_content)); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }
    T &operator*() & { return value(); }
    const T &operator*() const & { return value(); }
    T &&operator*() && { return std::move(*this).value(); }

    /// Precondition: !ok().
    const Error &error() const { return std::get<1>(m_content); }

    bool operator==(const Result &) const = default;

private:
    std::variant<T, Error> m_content;
};

template <class T>
struct IsResult : std::false_type
{};
template <class T>
struct IsResult<Result<T>> : std::true_type
{};

} // namespace chancery
