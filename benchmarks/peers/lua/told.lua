-- Does what it is told on standard input, as Peer.java tells it: an operation and a number a line, answered by
-- nanoseconds on the clock, nanoseconds of this thread on a processor, and a number made of the results.
local ffi = require("ffi")
-- BCC has declared them already, or has not.
pcall(ffi.cdef, "struct timespec { long tv_sec; long tv_nsec; };")
pcall(ffi.cdef, "int clock_gettime(int clock, struct timespec *time);")
local time = ffi.new("struct timespec")

local function now(clock)
  ffi.C.clock_gettime(clock, time)
  return tonumber(time.tv_sec) * 1e9 + tonumber(time.tv_nsec)
end

local function answer(...)
  io.stdout:write(string.format(...), "\n")
  io.stdout:flush()
end

-- A number of any kind as an unsigned one of 64 bits.
local function unsigned(number)
  return (tostring(ffi.cast("uint64_t", number)):gsub("ULL$", ""))
end

local told = {}

function told.refuse(reason)
  answer("error: %s", reason)
  os.exit(1)
end

function told.run(version, operations)
  answer("%s", version)
  for line in io.lines() do
    local name, number = line:match("^(%S+) (%S+)$")
    local operation = operations[name]
    if operation then
      local cpu, wall = now(3), now(1)
      local ok, result = pcall(operation, tonumber(number))
      wall, cpu = now(1) - wall, now(3) - cpu
      if ok then
        answer("%.0f %.0f %s", wall, cpu, unsigned(result))
      else
        answer("error: %s", (tostring(result):gsub("\n.*", "")))
      end
    else
      answer("error: no operation %s here", name)
    end
  end
end

return told
