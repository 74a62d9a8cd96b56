// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/rowplan.h"

#include <vector>

namespace chancery::catalogue {

/// Writes rows as create bodies without `application` (Keyban fact sheet §4.2, §8), in either dialect, straight as
/// UTF-8. Numbers, name and description without text are left out. Text in `data` is always there, empty too; a value
/// of another type without text is left out, and with it an object that has nothing else. In the product dialect the
/// name is always there (the deepest number stands in) and the description goes to `data.description`.
class DraftWriter
{
public:
    explicit DraftWriter(const Mapping &mapping);

    /// Precondition: the row has a cell for each column and is valid text.
    void append(ByteBuffer &out, const RawRecord &row, Granularity granularity) const;

private:
    static constexpr std::size_t shortCopy = 16; ///< bytes copied at once

    enum class Cell {
        Always,
        UnlessEmpty,
        NameOrNumber,
        Granularity,
        Network,
    };
    struct Piece
    {
        std::string before;   ///< up to and with the quote that opens the value, and shortCopy bytes more
        std::size_t size = 0; ///< of `before`
        Cell cell = Cell::Always;
        int column = -1;
    };
    /// A part of `data` when not every row has the same members.
    struct Member
    {
        enum Kind {
            Open,  ///< `before` ends in the brace
            Close, ///< `before` is that of its Open
            Value,
        };
        Kind kind;
        std::string before; ///< up to and with the colon or brace, no comma
        int source = -1;
        std::optional<ValueWriter> writer = {};
    };

    void addFlat(const Mapping &mapping);
    void addProduct();
    void addNumbers(const RowPlan &plan);
    void addData(const Mapping &mapping);
    void addMembers(const Mapping &mapping);
    void addNetwork(std::string_view member);
    char *writePiece(char *to, const Piece &piece, std::string_view value) const;
    void appendMembers(ByteBuffer &out, const RawRecord &row) const;
    void appendPaths(ByteBuffer &out, const RawRecord &row) const;
    void add(std::string_view member, Cell cell, int column);
    std::string_view valueOf(const Piece &piece, const RawRecord &row, Granularity granularity) const;

    RowPlan m_plan;
    std::string m_network;
    std::vector<Piece> m_pieces;
    std::vector<Member> m_members; ///< empty when `data` is among the pieces
    std::string m_pending;         ///< while building: what stands before the next piece
    std::string m_before;          ///< between pieces and members
    std::string m_after;           ///< behind the last value
    ValueWriter m_paths;           ///< of rows that name their certified paths
    std::string m_usualPaths;      ///< of the others; with the end of the object
};

} // namespace chancery::catalogue
